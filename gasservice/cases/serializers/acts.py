"""What an act on a case must be told."""

from datetime import date

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from gasservice.cases.terms import Finding, WaitingFor
from gasservice.standards.models import CaseKind
from gasservice.standards.terms import Door
from gasservice.users.models import Team, User

LONGEST_REASON = 300
LONGEST_WORDS = 4000


class NothingSerializer(serializers.Serializer):
    """An act that needs no words."""


class AssignmentSerializer(serializers.Serializer):
    to_owner = serializers.SlugRelatedField(
        slug_field="email", queryset=User.objects.desk(), help_text="e-mail address of somebody of the case's team"
    )


class HoldSerializer(serializers.Serializer):
    waiting_for = serializers.ChoiceField(WaitingFor.choices)
    reason = serializers.CharField(max_length=LONGEST_REASON, help_text="the customer reads it")


class ResolutionToWriteSerializer(serializers.Serializer):
    finding = serializers.ChoiceField(Finding.choices)
    words = serializers.CharField(max_length=LONGEST_WORDS, help_text="why, and what was done; the customer reads it")


class ReopeningSerializer(serializers.Serializer):
    because = serializers.CharField(max_length=LONGEST_REASON)


class HandoverSerializer(serializers.Serializer):
    to_team = serializers.SlugRelatedField(slug_field="code", queryset=Team.objects.all())
    to_owner = serializers.SlugRelatedField(
        slug_field="email",
        queryset=User.objects.desk(),
        required=False,
        allow_null=True,
        help_text="e-mail address of somebody of that team; without one, whoever of the team takes it",
    )
    reason = serializers.CharField(max_length=LONGEST_REASON, help_text="the customer reads it too")


class TransferSerializer(serializers.Serializer):
    door = serializers.ChoiceField(Door.choices)
    kind = serializers.SlugField(help_text="what it is really about, a kind of that door")
    reason = serializers.CharField(max_length=LONGEST_REASON, help_text="the customer reads it too")

    def validate(self, said: dict) -> dict:
        day: date = self.context["day"]
        others = CaseKind.objects.valid_on(day).exclude(pk=self.context["case"].kind_id)
        kind = others.filter(door=said["door"], code=said["kind"]).first()
        if kind is None:
            raise serializers.ValidationError(
                {"kind": [_("This door has no such kind, or the case is of it already.")]}
            )
        return {"to_kind": kind, "reason": said["reason"]}


class WordsSerializer(serializers.Serializer):
    words = serializers.CharField(max_length=8000)


class MessageToSendSerializer(WordsSerializer):
    """Words to us, or our reply."""

    seen_event = serializers.IntegerField(
        required=False,
        help_text="staff only, and must: the `last_event` of the case as read before writing; when something arrived "
        "since, the reply is refused (409)",
    )

    def validate(self, said: dict) -> dict:
        if not self.context["request"].user.works_here:
            return {"words": said["words"]}
        if "seen_event" not in said:
            raise serializers.ValidationError({"seen_event": [_("Say which event you have seen last.")]})
        return said
