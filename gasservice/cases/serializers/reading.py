"""A case as the API tells it: a line of a list, the customer's whole case, the desk's whole case."""

from django.http import HttpRequest
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from gasservice.cases.access import acts_open_to
from gasservice.cases.models import Case, Resolution
from gasservice.cases.queries.clocks import clocks_of
from gasservice.cases.queries.queue import place_of
from gasservice.cases.queries.story import story_for_customer, story_for_staff
from gasservice.cases.queries.tracked import standing_of
from gasservice.cases.serializers.filing import EmergencySerializer
from gasservice.cases.terms import Act, EventKind, Finding
from gasservice.standards.terms import Promise
from gasservice.web.serializers import LocalizedField

# Where each act is posted, below the address of its case.
NOUNS = {
    Act.TAKE: "taking",
    Act.ASSIGN: "assignment",
    Act.HOLD: "hold",
    Act.RESUME: "resumption",
    Act.RESOLVE: "resolution",
    Act.REOPEN: "reopening",
    Act.CLOSE: "closing",
    Act.HAND_OVER: "handover",
    Act.TRANSFER: "transfer",
    Act.WITHDRAW: "withdrawal",
    Act.NOTE: "notes",
    Act.REPLY: "messages",
    Act.WRITE: "messages",
}


class NamedSerializer(serializers.Serializer):
    """A code and its name in the reader's language."""

    code = serializers.SlugField()
    name = LocalizedField()


class CaseSerializer(serializers.ModelSerializer):
    """A line of a list of cases."""

    url = serializers.HyperlinkedIdentityField(view_name="api-case", lookup_field="reference")
    kind = NamedSerializer()
    status_label = serializers.CharField(source="get_status_display")
    team = NamedSerializer()
    owner = serializers.CharField(source="owner.name", allow_null=True)
    place = serializers.SerializerMethodField()

    class Meta:
        model = Case
        fields = [
            "reference",
            "url",
            "door",
            "kind",
            "title",
            "status",
            "status_label",
            "priority",
            "channel",
            "team",
            "owner",
            "place",
            "opened_at",
            "next_due_at",
            "resolved_at",
            "closed_at",
        ]
        read_only_fields = fields

    def get_place(self, case: Case) -> str:
        return place_of(case)


class CaseWithEmergencySerializer(CaseSerializer):
    """A case after its customer wrote; words that read like a gas leak have opened an emergency of its own."""

    emergency = serializers.SerializerMethodField()

    class Meta(CaseSerializer.Meta):
        fields = [*CaseSerializer.Meta.fields, "emergency"]
        read_only_fields = fields

    @extend_schema_field(EmergencySerializer(allow_null=True))
    def get_emergency(self, case: Case) -> dict | None:
        filed = self.context["emergency"]
        return EmergencySerializer(filed).data if filed else None


class PromiseSerializer(serializers.Serializer):
    """A promise on a case and how it stands."""

    promise = serializers.ChoiceField(Promise.choices)
    label = serializers.CharField(source="get_promise_display")
    started_at = serializers.DateTimeField()
    due_at = serializers.DateTimeField()
    met_at = serializers.DateTimeField(allow_null=True)
    state = serializers.SerializerMethodField()
    words = serializers.SerializerMethodField(help_text="how it stands, in the reader's language")

    @extend_schema_field(serializers.ChoiceField(["fine", "soon", "late", "paused", "kept", "missed", "ended"]))
    def get_state(self, row) -> str:
        return self.context["clocks"][row.pk].state

    def get_words(self, row) -> str:
        return self.context["clocks"][row.pk].words


class PhotoSerializer(serializers.Serializer):
    name = serializers.CharField()
    url = serializers.SerializerMethodField(help_text="opens where its reader is signed in or has shown the code")

    def get_url(self, photo) -> str:
        return self.context["request"].build_absolute_uri(photo.url)


class MessageSerializer(serializers.Serializer):
    """Words between the customer and us."""

    sender = serializers.ChoiceField(["customer", "us"])
    who = serializers.CharField()
    at = serializers.DateTimeField()
    body = serializers.CharField()
    photos = PhotoSerializer(many=True)


class NoteSerializer(serializers.Serializer):
    """Words between staff."""

    who = serializers.CharField()
    at = serializers.DateTimeField()
    body = serializers.CharField()


class PublicEntrySerializer(serializers.Serializer):
    """A line of the story, as the customer reads it."""

    kind = serializers.ChoiceField(EventKind.choices)
    title = serializers.CharField()
    at = serializers.DateTimeField()
    words = serializers.CharField()
    message = MessageSerializer(allow_null=True)


class DeskEntrySerializer(PublicEntrySerializer):
    """A line of the story, as the desk reads it."""

    note = NoteSerializer(allow_null=True)


class ResolutionSerializer(serializers.Serializer):
    """What was found, and why."""

    finding = serializers.ChoiceField(Finding.choices)
    label = serializers.CharField(source="get_finding_display")
    words = serializers.CharField()
    resolved_at = serializers.DateTimeField()


class WholeCaseSerializer(CaseSerializer):
    """What the customer's case and the desk's have in common."""

    promises = serializers.SerializerMethodField()
    resolution = serializers.SerializerMethodField()

    class Meta(CaseSerializer.Meta):
        fields = [*CaseSerializer.Meta.fields, "happened_on", "remedy_sought", "promises", "resolution"]
        read_only_fields = fields

    @property
    def request(self) -> HttpRequest:
        return self.context["request"]

    @extend_schema_field(PromiseSerializer(many=True))
    def get_promises(self, case: Case) -> list[dict]:
        rows = list(case.commitments.select_related("policy__calendar").order_by("due_at", "pk"))
        clocks = clocks_of(rows, self.context["at"])
        return PromiseSerializer(rows, many=True, context={"clocks": clocks}).data

    @extend_schema_field(ResolutionSerializer(allow_null=True))
    def get_resolution(self, case: Case) -> dict | None:
        row: Resolution | None = case.resolutions.filter(reopened_at__isnull=True).last()
        return ResolutionSerializer(row).data if row else None


@extend_schema_field({"type": "array", "items": {"type": "string", "enum": sorted(set(NOUNS.values()))}})
class ActsField(serializers.Field):
    """The acts that the reader may post to a case as it stands, as nouns of its addresses."""

    def __init__(self, **options) -> None:
        super().__init__(source="*", read_only=True, **options)

    def to_representation(self, case: Case) -> list[str]:
        acts = acts_open_to(self.context["request"].user, case)
        return sorted({NOUNS[act] for act in acts if act in NOUNS})


class TrackedCaseSerializer(WholeCaseSerializer):
    """A whole case as its customer follows it; what staff say among themselves is no part of it."""

    url = serializers.HyperlinkedIdentityField(view_name="api-tracked-case", lookup_field="reference")
    standing = serializers.SerializerMethodField(help_text="where it stands and who has it, in a sentence")
    story = serializers.SerializerMethodField()

    class Meta(WholeCaseSerializer.Meta):
        fields = [*WholeCaseSerializer.Meta.fields, "standing", "story"]
        read_only_fields = fields

    def get_standing(self, case: Case) -> str:
        return standing_of(case)

    @extend_schema_field(PublicEntrySerializer(many=True))
    def get_story(self, case: Case) -> list[dict]:
        return PublicEntrySerializer(story_for_customer(case), many=True, context={"request": self.request}).data


class CustomerCaseSerializer(TrackedCaseSerializer):
    """A whole case as its customer reads it, signed in."""

    url = serializers.HyperlinkedIdentityField(view_name="api-case", lookup_field="reference")
    acts = ActsField()

    class Meta(TrackedCaseSerializer.Meta):
        fields = [*TrackedCaseSerializer.Meta.fields, "acts"]
        read_only_fields = fields


class DeskCaseSerializer(WholeCaseSerializer):
    """A whole case as the desk works it; a reply states the `last_event` that its writer has seen."""

    contact_phone = serializers.CharField(allow_null=True)
    gas_account = serializers.CharField(source="gas_account.number", allow_null=True)
    acts = ActsField()
    story = serializers.SerializerMethodField()
    last_event = serializers.IntegerField(source="last_event_id")

    class Meta(WholeCaseSerializer.Meta):
        fields = [
            *WholeCaseSerializer.Meta.fields,
            "contact_name",
            "contact_phone",
            "contact_email",
            "language",
            "gas_account",
            "acts",
            "story",
            "last_event",
        ]
        read_only_fields = fields

    @extend_schema_field(DeskEntrySerializer(many=True))
    def get_story(self, case: Case) -> list[dict]:
        return DeskEntrySerializer(story_for_staff(case), many=True, context={"request": self.request}).data
