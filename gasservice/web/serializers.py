"""How the API says what every part of it says: texts in three languages, and problems."""

from django.conf import settings
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from gasservice.web.languages import LANGUAGES, language_named, localized


class LocalizedField(serializers.CharField):
    """A text in the reader's language, of the columns named like the field, or named `of`."""

    def __init__(self, of: str = "", **options) -> None:
        self.of = of
        super().__init__(**{"source": "*", "read_only": True} | options)

    def to_representation(self, row) -> str:
        return localized(row, self.of or self.field_name)


class LanguageField(serializers.ChoiceField):
    """The language in which the texts of a row are told."""

    def __init__(self, **options) -> None:
        super().__init__(source="*", read_only=True, choices=settings.LANGUAGES, **options)

    def to_representation(self, row) -> str:
        return language_named().code


@extend_schema_field({"type": "object", "properties": {code: {"type": "string"} for code in LANGUAGES}})
class AllLanguagesField(serializers.Field):
    """A text in all three languages, each as its own column says it."""

    def __init__(self, of: str, **options) -> None:
        self.of = of
        super().__init__(**{"source": "*", "read_only": True} | options)

    def to_representation(self, row) -> dict[str, str]:
        return {language.code: getattr(row, f"{self.of}_{language.column}") for language in LANGUAGES.values()}


class ProblemErrorSerializer(serializers.Serializer):
    """One thing that is wrong with a request: at a JSON pointer into its body, or in a parameter of its address."""

    pointer = serializers.CharField(required=False)
    parameter = serializers.CharField(required=False)
    detail = serializers.CharField()


class ProblemSerializer(serializers.Serializer):
    """An error as RFC 9457 tells it; `type` is `urn:problem-type:<code>` where a program can tell errors apart."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    instance = serializers.CharField()
    detail = serializers.CharField(required=False)
    errors = ProblemErrorSerializer(many=True, required=False)
