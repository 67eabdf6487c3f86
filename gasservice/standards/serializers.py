"""What the API says about the catalogue and our promises."""

from rest_framework import serializers

from gasservice.standards.models import (
    CaseKind,
    FeeItem,
    ServiceDocument,
    ServiceItem,
    ServiceQuestion,
    ServiceStandard,
    ServiceStep,
    SlaPolicy,
)
from gasservice.standards.terms import Door
from gasservice.web.serializers import AllLanguagesField, LanguageField, LocalizedField


class ServiceSerializer(serializers.ModelSerializer):
    """A service in a list of the catalogue."""

    url = serializers.HyperlinkedIdentityField(view_name="api-service", lookup_field="code")
    name = LocalizedField("title")
    language = LanguageField()
    names = AllLanguagesField("title")
    summary = LocalizedField()
    kind = serializers.CharField(source="kind_code", help_text="of the case that asking for it opens")

    class Meta:
        model = ServiceItem
        fields = ["code", "url", "door", "kind", "name", "language", "names", "summary"]
        read_only_fields = fields


class StepSerializer(serializers.ModelSerializer):
    title = LocalizedField()
    text = LocalizedField()
    party = LocalizedField()
    time = LocalizedField()

    class Meta:
        model = ServiceStep
        fields = ["position", "title", "text", "party", "time"]


class DocumentSerializer(serializers.ModelSerializer):
    name = LocalizedField()

    class Meta:
        model = ServiceDocument
        fields = ["position", "name"]


class QuestionSerializer(serializers.ModelSerializer):
    question = LocalizedField()
    answer = LocalizedField()

    class Meta:
        model = ServiceQuestion
        fields = ["position", "question", "answer"]


class FeeSerializer(serializers.ModelSerializer):
    """What something costs; an amount of 0 is free, `amount_to` is the end of a range."""

    name = LocalizedField()
    unit = LocalizedField()
    basis = LocalizedField()

    class Meta:
        model = FeeItem
        fields = ["code", "name", "unit", "amount", "amount_to", "basis", "valid_from", "valid_until"]


class PolicySerializer(serializers.ModelSerializer):
    """The number of a promise, from when until when; an empty priority means any."""

    label = serializers.CharField(source="get_promise_display")
    kind = serializers.CharField(source="kind_code", help_text="empty: any")
    words = serializers.CharField(source="allowance_words")
    calendar = serializers.CharField(source="calendar.code")

    class Meta:
        model = SlaPolicy
        fields = [
            "promise",
            "label",
            "kind",
            "priority",
            "allowance",
            "unit",
            "words",
            "calendar",
            "redress",
            "valid_from",
            "valid_until",
        ]
        read_only_fields = fields


class StandardSerializer(serializers.ModelSerializer):
    """What we publish, in the customer's words."""

    words = LocalizedField()
    basis = LocalizedField()

    class Meta:
        model = ServiceStandard
        fields = ["code", "words", "basis"]


class PublishedStandardSerializer(StandardSerializer):
    """What we publish, with the numbers that hold today."""

    promises = PolicySerializer(many=True, source="policies")

    class Meta(StandardSerializer.Meta):
        fields = [*StandardSerializer.Meta.fields, "promises"]


class ServiceTextSerializer(ServiceSerializer):
    """A service with its steps, papers and questions."""

    who = LocalizedField()
    basis = LocalizedField()
    steps = StepSerializer(many=True)
    documents = DocumentSerializer(many=True)
    questions = QuestionSerializer(many=True)

    class Meta(ServiceSerializer.Meta):
        fields = [*ServiceSerializer.Meta.fields, "valid_from", "who", "basis", "steps", "documents", "questions"]
        read_only_fields = fields


class ServicePageSerializer(serializers.Serializer):
    """Everything about one service, at once."""

    service = ServiceTextSerializer(source="item")
    fees = FeeSerializer(many=True)
    standards = PublishedStandardSerializer(many=True)


class KindSerializer(serializers.ModelSerializer):
    """What a case may be about, with the short answer that often settles it."""

    name = LocalizedField()
    language = LanguageField()
    names = AllLanguagesField("name")
    hint = LocalizedField()
    answer = LocalizedField()
    service = serializers.CharField(source="service_code", help_text="the service that tells more, or nothing")

    class Meta:
        model = CaseKind
        fields = [
            "door",
            "code",
            "name",
            "language",
            "names",
            "hint",
            "answer",
            "service",
            "priority",
            "is_about_a_person",
        ]
        read_only_fields = fields


class KindNameSerializer(serializers.ModelSerializer):
    name = LocalizedField()

    class Meta:
        model = CaseKind
        fields = ["code", "name"]


class PublishedPromiseSerializer(serializers.Serializer):
    """A number that holds today: for which kind (none: all), and its other versions."""

    door = serializers.ChoiceField(Door.choices, source="policy.door")
    standard = StandardSerializer(source="policy.standard")
    kind = KindNameSerializer(allow_null=True)
    promise = PolicySerializer(source="policy")
    earlier = PolicySerializer(many=True)
    coming = PolicySerializer(many=True)
