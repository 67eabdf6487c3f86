"""Whatever we keep of customers is in what they take away, or it is said here why not."""

import json

import pytest
from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder

from gasservice.portal.own_data import own_data_of
from gasservice.users.models import User

WALKED = {"registry", "cases", "complaints", "billing", "repairs", "volunteers", "training"}
# What leads to a person; whatever points to one of these, or to what points to them, says something of somebody.
ROOTS = {
    "registry.Customer", "registry.GasAccount", "registry.Premise", "registry.Meter", "cases.Case",
    "volunteers.Volunteer", "training.Enrolment",
}  # fmt: skip

# By the name under which they stand in the export; a door's particulars stand with their case.
GIVEN = {
    "in_our_books": {"registry.Customer"},
    "accounts_claimed": {"registry.AccountClaim"},
    "accounts": {
        "registry.GasAccount", "registry.Tenure", "registry.Premise", "registry.Reading", "registry.SupplyStop",
        "cases.Redress",
    },
    "people_in_the_home": {"registry.HouseholdSize"},
    "priority_needs": {"registry.PriorityNeed"},
    "cases": {
        "cases.Case", "cases.Message", "cases.Resolution", "cases.Commitment", "cases.Appointment",
        "complaints.Suggestion", "complaints.Conduct", "billing.Dispute", "billing.DisputedLine", "repairs.Fault",
        "repairs.PipeChange", "repairs.Quote", "repairs.Project", "repairs.Milestone", "repairs.WorkOrder",
        "repairs.Visit", "repairs.DoorAuthorisation", "repairs.Inspection", "repairs.Finding", "registry.FeeCharge",
    },
    "answers": {"cases.SurveyResponse"},
    "told_by_phone": {"cases.CallBack"},
    "bills": {"billing.Bill", "billing.BillLine", "billing.Adjustment"},
    "payments": {"billing.Payment"},
    "late_charges_dropped_by_rule": {"billing.LateWaiver"},
    "collection_visits": {"billing.CollectionVisit"},
    "arrears": {"billing.Arrears"},
    "shares_of_arrears": {"billing.ArrearsShare"},
    "payment_plans": {"billing.PaymentPlan", "billing.Instalment"},
    "outages_to_confirm": {"repairs.NoticeReceipt"},
    "volunteering": {"volunteers.Volunteer", "volunteers.SpotCheck", "volunteers.Observation"},
    "training": {"training.SampledWork", "training.NormScore", "training.Enrolment"},
}  # fmt: skip
KEPT_BACK = {
    "is about the place or the pipe, whoever lives there": {
        "registry.ServicePoint", "registry.Meter", "registry.PremiseName", "registry.InterruptionArea",
        "registry.MeterExchange", "registry.MeterHold", "registry.MeterTest", "repairs.HungMeter", "repairs.PipeSurvey",
        "repairs.WorkCheck",
    },
    "explains a figure that is given, and stands on the page of the bill, quote or receipt": {
        "billing.BillStretch", "billing.PaymentShare", "billing.SelfReading", "registry.FeeRefundLine",
        "repairs.FeeLine", "repairs.QuoteLine", "repairs.QuoteDiscount",
    },
    "is a file, opened on the page of what it belongs to": {
        "cases.Attachment", "repairs.VisitPhoto", "repairs.MilestonePaper", "repairs.PipePaper",
        "volunteers.ObservationPhoto",
    },
    "is how we divide the work among ourselves": {
        "cases.Assignment", "cases.CaseEvent", "cases.CaseParticipant", "cases.Escalation", "cases.FollowUp",
        "cases.Hold", "cases.Note", "cases.Referral", "cases.SurveyInvitation", "cases.WorkReferral",
        "registry.StopAttempt", "repairs.PlannedJob",
        "repairs.ProjectFirm", "repairs.MilestoneDelay", "repairs.ReceiptCall", "volunteers.ObservationStep",
    },
}  # fmt: skip


def those_about_somebody() -> set[str]:
    """Walk upwards from what leads to a person until nothing new is found."""
    models = {model._meta.label: model for model in apps.get_models() if model._meta.app_label in WALKED}
    found, size = set(ROOTS), 0
    while size < len(found):
        size = len(found)
        found |= {label for label, model in models.items() if points_to(model) & found}
    return found


def points_to(model) -> set[str]:
    return {field.related_model._meta.label for field in model._meta.fields if field.is_relation}


def test_every_row_about_somebody_is_given_or_kept_back_for_a_reason():
    said = [label for table in (GIVEN, KEPT_BACK) for labels in table.values() for label in labels]

    assert sorted(said) == sorted(those_about_somebody())


@pytest.mark.django_db
def test_what_is_given_stands_under_its_name():
    facts = own_data_of(User.objects.create_user("mei@example.com", name="Mei"))

    assert set(GIVEN) <= set(facts)
    assert json.dumps(facts, cls=DjangoJSONEncoder)
