"""What a filing says, and the receipt it gets."""

from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from phonenumber_field.serializerfields import PhoneNumberField
from rest_framework import serializers

from gasservice.cases.actions.filing import Filed
from gasservice.cases.forms.filing import LONGEST_STORY, WRONG_EMAIL, WRONG_PHONE, at_account, at_place
from gasservice.cases.titles import title_of
from gasservice.registry.models import Community, Customer, GasAccount, Premise
from gasservice.registry.names import number_form
from gasservice.registry.queries import accounts_of
from gasservice.standards.leaks import reads_like_leak
from gasservice.standards.models import CaseKind
from gasservice.standards.terms import Priority, Promise
from gasservice.users.models import User
from gasservice.web.company import company_in
from gasservice.web.languages import language_named


class FilingSerializer(serializers.Serializer):
    """A matter as its customer tells it; only the kind and the words must be given."""

    kind = serializers.SlugField(help_text="one of the door's kinds: `/api/v1/kinds/?door=`")
    words = serializers.CharField(max_length=LONGEST_STORY, help_text="what happened; the first sentence is its title")
    happened_on = serializers.DateField(required=False, allow_null=True)
    remedy_sought = serializers.CharField(
        max_length=1000, required=False, allow_blank=True, help_text="what would put it right"
    )
    contact_name = serializers.CharField(max_length=80, required=False, allow_blank=True)
    contact_phone = PhoneNumberField(required=False, allow_null=True, error_messages={"invalid": WRONG_PHONE})
    contact_email = serializers.EmailField(required=False, allow_blank=True, error_messages={"invalid": WRONG_EMAIL})
    language = serializers.ChoiceField(
        settings.LANGUAGES, required=False, help_text="in which we write back; else that of Accept-Language"
    )
    premise = serializers.SlugRelatedField(
        slug_field="code", queryset=Premise.objects.select_related("community"), required=False
    )
    community = serializers.SlugRelatedField(slug_field="code", queryset=Community.objects.all(), required=False)
    place_typed = serializers.CharField(
        max_length=200, required=False, allow_blank=True, help_text="an address in the customer's words"
    )
    gas_account = serializers.CharField(
        max_length=20, required=False, allow_blank=True, help_text="its number; one's own names the place"
    )

    def validate_kind(self, code: str) -> CaseKind:
        kind = CaseKind.objects.valid_on(self.context["day"]).filter(door=self.context["door"], code=code).first()
        if kind is None:
            raise serializers.ValidationError(_("This door has no such kind."))
        if not kind.can_be_filed:
            phone = {"phone": company_in()["emergency_phone"]}
            raise serializers.ValidationError(_("This is not filed here. Go outside and call %(phone)s now.") % phone)
        return kind

    def validate_happened_on(self, day: date | None) -> date | None:
        if day and day > self.context["day"]:
            raise serializers.ValidationError(_("This day has not come yet. Give the day on which it happened."))
        return day

    def facts(self, user: User | None) -> dict[str, object]:
        """Give what was said as the kind, the words and the columns of a case."""
        said = {"language": language_named(get_language()).code} | self.known_of(user) | self.validated_data
        is_leak = any(reads_like_leak(text) for text in said.values() if isinstance(text, str))
        place = self.place(user, said.pop("premise", None), said.pop("community", None), said.pop("gas_account", ""))
        priority = Priority.EMERGENCY if is_leak else said["kind"].priority
        return said | place | {"title": title_of(said["words"]), "priority": priority}

    def known_of(self, user: User | None) -> dict[str, object]:
        """Give what a signed-in customer need not say again."""
        if user is None or user.works_here:
            return {}
        customer = Customer.objects.filter(user=user).first()
        contact = {"contact_name": user.name, "contact_phone": user.phone, "contact_email": user.email or ""}
        return contact | {"customer": customer}

    def place(
        self, user: User | None, premise: Premise | None, community: Community | None, number: str
    ) -> dict[str, object]:
        """Say where it is; the number of somebody else's account is kept, but tells nobody where they live."""
        number = number_form(number)
        own = accounts_of(user, self.context["day"]).filter(number=number).first() if user and number else None
        if own:
            return at_account(own)
        account = GasAccount.objects.filter(number=number).first() if number else None
        where = premise or community
        return (at_place(where) if where else {}) | ({"gas_account": account} if account else {})


class SafetySerializer(serializers.Serializer):
    """What to do first when it reads like a gas leak."""

    title = serializers.CharField()
    steps = serializers.ListField(child=serializers.CharField())
    emergency_phone = serializers.CharField()


class PromisedSerializer(serializers.Serializer):
    promise = serializers.ChoiceField(Promise.choices)
    label = serializers.CharField(source="get_promise_display")
    due_at = serializers.DateTimeField()


class ReceiptSerializer(serializers.Serializer):
    """The number of a new case, the code that opens it, and what we promise on it."""

    reference = serializers.CharField(source="case.reference")
    code = serializers.CharField(source="secret", help_text="told this once: send it as X-Case-Code to follow the case")
    tracking_url = serializers.SerializerMethodField(help_text="the page that needs no sign-in: keep it secret too")
    priority = serializers.ChoiceField(Priority.choices, source="case.priority")
    promises = serializers.SerializerMethodField()
    safety = serializers.SerializerMethodField()

    def get_tracking_url(self, filed: Filed) -> str:
        return settings.SITE_URL + reverse("track-link", args=[filed.case.reference, filed.secret])

    @extend_schema_field(PromisedSerializer(many=True))
    def get_promises(self, filed: Filed) -> list[dict]:
        return PromisedSerializer(filed.case.commitments.order_by("due_at", "pk"), many=True).data

    @extend_schema_field(SafetySerializer(allow_null=True))
    def get_safety(self, filed: Filed) -> dict | None:
        return safety_notice() if filed.case.priority == Priority.EMERGENCY else None


class EmergencySerializer(serializers.Serializer):
    """The emergency that words made which read like a gas leak, and what to do first."""

    reference = serializers.CharField(source="case.reference")
    code = serializers.CharField(source="secret", help_text="send it as X-Case-Code to follow the emergency")
    safety = serializers.SerializerMethodField()

    @extend_schema_field(SafetySerializer())
    def get_safety(self, filed: Filed) -> dict:
        return safety_notice()


def safety_notice() -> dict[str, object]:
    steps = [
        _("No light, no bell, no flame, and no telephone inside: one spark is enough."),
        _("Open doors and windows"),
        _("Take everybody with you and knock at the neighbours’ doors; do not ring."),
        _("Then call us, from outside"),
    ]
    facts = {"title": _("This reads like a gas leak. Do this first"), "steps": steps}
    return SafetySerializer(facts | {"emergency_phone": company_in()["emergency_phone"]}).data
