"""What the API says about where gas is off, and how readings come in."""

from collections.abc import Iterator
from itertools import count

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from gasservice.registry.cells import metered_volume
from gasservice.registry.models import Community, Interruption
from gasservice.registry.sheets import Row
from gasservice.registry.terms import ReadingSource
from gasservice.web.serializers import AllLanguagesField, LanguageField, LocalizedField


class CommunitySerializer(serializers.ModelSerializer):
    class Meta:
        model = Community
        fields = ["code", "name", "name_en"]


class OutageSerializer(serializers.ModelSerializer):
    """Gas that is off, or will be, at some communities."""

    reason = LocalizedField(source="current")
    language = LanguageField()
    reasons = AllLanguagesField("reason", source="current")
    communities = serializers.SerializerMethodField()
    starts_at = serializers.DateTimeField(source="current.starts_at")
    ends_at = serializers.DateTimeField(source="current.ends_at")
    published_at = serializers.DateTimeField(source="current.published_at")

    class Meta:
        model = Interruption
        fields = [
            "reference",
            "is_planned",
            "reason",
            "language",
            "reasons",
            "communities",
            "starts_at",
            "ends_at",
            "published_at",
        ]

    @extend_schema_field(CommunitySerializer(many=True))
    def get_communities(self, outage: Interruption) -> list[dict[str, str]]:
        touched = {area.community_id: area.community for area in outage.current.areas.all()}
        return CommunitySerializer(touched.values(), many=True).data


READINGS_AT_ONCE = 1_000
READ_BY_US = [(source.value, source.label) for source in (ReadingSource.READER, ReadingSource.REMOTE)]


class ObisField(serializers.CharField):
    """The OBIS code of an index: that of the volume as it was metered, and no other."""

    def to_internal_value(self, data) -> str:
        try:
            return metered_volume(super().to_internal_value(data))
        except ValueError as wrong:
            raise serializers.ValidationError(str(wrong)) from wrong


class LaterReadingSerializer(serializers.Serializer):
    """What a meter showed at a moment."""

    meter = serializers.CharField(max_length=40, help_text="its number")
    read_at = serializers.DateTimeField()
    index_m3 = serializers.DecimalField(max_digits=12, decimal_places=3, min_value=0)
    source = serializers.ChoiceField(READ_BY_US, default=ReadingSource.READER)
    corrects = serializers.DateTimeField(
        default=None, allow_null=True, help_text="the moment of the reading that it takes the place of"
    )
    note = serializers.CharField(max_length=300, default=None, allow_null=True, help_text="why it is corrected")
    obis = ObisField(default=None, allow_null=True, help_text="as a remote meter says it: 7-0:3.0.0")


class LaterReadingsSerializer(serializers.Serializer):
    """Readings to take in, all or none."""

    readings = LaterReadingSerializer(many=True, allow_empty=False, max_length=READINGS_AT_ONCE)

    def rows(self) -> Iterator[Row]:
        """Give them as an import takes them; a line is the place in the list."""
        for line, said in zip(count(), self.validated_data["readings"], strict=False):
            yield Row(line, said, [])


class ReadingsTakenSerializer(serializers.Serializer):
    """What became of them: new ones, corrections, and what was known."""

    rows = serializers.IntegerField()
    added = serializers.IntegerField()
    corrected = serializers.IntegerField()
    known = serializers.IntegerField()
