"""What the API says about where gas is off."""

from rest_framework import serializers

from gasservice.registry.models import Community, Interruption
from gasservice.web.serializers import AllLanguagesField, LanguageField, LocalizedField


class CommunitySerializer(serializers.ModelSerializer):
    class Meta:
        model = Community
        fields = ["code", "name", "name_en"]


class OutageSerializer(serializers.ModelSerializer):
    """Gas that is off, or will be, at some communities."""

    reason = LocalizedField()
    language = LanguageField()
    reasons = AllLanguagesField("reason")
    communities = CommunitySerializer(many=True)

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
