"""Asking some time after a visit or an outage how it was; the sweeps may run twice and beside each other."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from gasservice.cases.actions.filing import team_for
from gasservice.cases.actions.follow_ups import ABOUT_OUTAGE
from gasservice.cases.actions.survey import ANSWER_WITHIN, ask_about
from gasservice.cases.models import Appointment, SurveyInvitation
from gasservice.cases.secrets import hash_of_link, secret_of_survey
from gasservice.cases.terms import LIVE_STATUSES, AppointmentState, Occasion
from gasservice.notices.actions import Recipient, recipient_of
from gasservice.notices.actions.telling import tell_some
from gasservice.registry.models import Interruption, Tenure
from gasservice.registry.queries.samples import holders_reachable, in_area_of, in_drawn_order
from gasservice.standards.models import CaseKind, SurveyRule
from gasservice.standards.queries import survey_rule_on

BATCH = 200
# What is longer ago is not asked about any more: nobody remembers it well.
LATEST = timedelta(days=3)
REACHABLE = Q(case__filed_by__isnull=False) | Q(case__contact_phone__isnull=False) | ~Q(case__contact_email="")


def asked_lately(days: int, at: datetime, **whom) -> Exists:
    """Match whom something was asked in the last days."""
    return Exists(SurveyInvitation.objects.filter(sent_at__gt=at - timedelta(days=days), **whom))


@transaction.atomic
def ask_about_visits(*, at: datetime, limit: int = BATCH) -> int:
    """Ask about visits of a day ago whose case goes on; give how many.

    A case that is settled by then is asked about once, at its closing.
    """
    rule = survey_rule_on(timezone.localdate(at))
    if rule is None:
        return 0
    until = at - timedelta(hours=rule.after_hours)
    kept = Appointment.objects.filter(REACHABLE, state=AppointmentState.KEPT, case__status__in=LIVE_STATUSES)
    kept = kept.filter(arrived_at__lte=until, arrived_at__gt=until - LATEST)
    kept = kept.exclude(asked_lately(rule.apart_days, at, case=OuterRef("case"))).order_by("arrived_at", "pk")
    rows = kept.select_related("case").select_for_update(of=("self", "case"), skip_locked=True)[:limit]
    latest = {row.case_id: row for row in rows}.values()
    for visit in latest:
        key = f"{Occasion.VISIT}:{visit.pk}"
        ask_about(case=visit.case, occasion=Occasion.VISIT, key=key, at=at, appointment=visit)
    return len(latest)


@transaction.atomic
def ask_about_outages(*, at: datetime) -> int:
    """Ask some of those whose gas was off, drawn once for each outage; give how many."""
    rule = survey_rule_on(timezone.localdate(at))
    kind = CaseKind.objects.valid_on(timezone.localdate(at)).filter(**ABOUT_OUTAGE).first()
    if rule is None or kind is None:
        return 0
    until = at - timedelta(hours=rule.after_hours)
    over = Interruption.objects.published().filter(restored_at__lte=until, restored_at__gt=until - LATEST)
    over = over.exclude(Exists(SurveyInvitation.objects.filter(interruption=OuterRef("pk"))))
    rows = over.select_for_update(of=("self",), skip_locked=True)[:BATCH]
    return sum(ask_about_outage(outage, kind, rule, at) for outage in rows)


def ask_about_outage(outage: Interruption, kind: CaseKind, rule: SurveyRule, at: datetime) -> int:
    drawn = {tenure.customer_id: tenure for tenure in holders_to_ask(outage, rule, at)[: rule.outage_sample]}
    to = [ask_holder(outage, tenure, kind, at) for tenure in drawn.values()]
    if to:
        facts = {"outage": outage, "version": outage.current}
        tell_some(key=f"outage-survey:{outage.pk}", topic="outage-survey", to=to, at=at, facts=facts)
    return len(to)


def holders_to_ask(outage: Interruption, rule: SurveyRule, at: datetime) -> QuerySet[Tenure]:
    """Put whose gas was off in the order of the draw, without those who were asked anything lately."""
    rows = holders_reachable(timezone.localdate(outage.restored_at)).filter(in_area_of(outage.current))
    rows = rows.exclude(asked_lately(rule.rest_days, at, gas_account=OuterRef("gas_account")))
    rows = rows.exclude(asked_lately(rule.rest_days, at, case__gas_account=OuterRef("gas_account")))
    return in_drawn_order(rows, f"outage {outage.reference}", "gas_account__number")


def ask_holder(outage: Interruption, tenure: Tenure, kind: CaseKind, at: datetime) -> Recipient:
    """Keep the question to one holder, and give whom to tell by which link."""
    key = f"{Occasion.OUTAGE}:{outage.pk}:{tenure.gas_account_id}"
    secret, account = secret_of_survey(key), tenure.gas_account
    SurveyInvitation.objects.create(
        key=key,
        occasion=Occasion.OUTAGE,
        interruption=outage,
        gas_account=account,
        customer=tenure.customer,
        secret_hash=hash_of_link(secret),
        handler=outage.opened_by,
        team=team_for(kind, account.service_point.premise.community),
        sent_at=at,
        expires_at=at + ANSWER_WITHIN,
    )
    return recipient_of(tenure.customer, reverse("rate", args=[secret]), is_open=True)
