"""Filing a complaint through the API."""

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from complaints.actions import open_complaint
from complaints.terms import SUGGESTION
from gasservice.cases.actions.filing import Filed
from gasservice.cases.api.filing import FilingView
from gasservice.cases.serializers.filing import FilingSerializer
from gasservice.standards.terms import Door


class ComplaintSerializer(FilingSerializer):
    """A complaint or suggestion; one about somebody's conduct says whom it is about."""

    about_whom = serializers.CharField(
        max_length=200, required=False, help_text="the name, or what is remembered; they will not see the complaint"
    )

    may_publish = serializers.BooleanField(
        required=False,
        help_text="of a suggestion: others may read what is suggested and what became of it, never who suggested it",
    )

    def validate(self, said: dict) -> dict:
        if "about_whom" in said and not said["kind"].is_about_a_person:
            raise serializers.ValidationError({"about_whom": [_("A complaint of this kind is about nobody.")]})
        if "may_publish" in said and said["kind"].code != SUGGESTION:
            raise serializers.ValidationError({"may_publish": [_("Only suggestions are published.")]})
        return said


class FileComplaint(FilingView):
    """File a complaint or a suggestion; nobody need sign in."""

    door = Door.COMPLAINTS
    serializer_class = ComplaintSerializer

    def file(self, **said) -> Filed:
        return open_complaint(**said)
