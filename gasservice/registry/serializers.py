"""What the API says about where gas is off."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from gasservice.registry.models import Community, Interruption
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
