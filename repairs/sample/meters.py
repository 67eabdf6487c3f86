"""Meters of the sample city: what the bills' desk asked of the crews."""

from datetime import timedelta

from gasservice.cases.actions.referring import ask_for_work
from gasservice.cases.models import Case
from gasservice.cases.terms import Status, WorkAsked
from gasservice.portal.sample.parts import City, register
from gasservice.standards.terms import Door

ASKED = [
    (WorkAsked.METER_READ, "用户自报与我们抄表相差较大，请上门核表并拍照。"),
    (WorkAsked.METER_TEST, "用户认为表走快，要求检定。检定前请勿换表。"),
    (WorkAsked.METER_READ, "表号与户号疑似接反，请逐户核对。"),
]


@register
def ask_crews(city: City) -> None:
    """Let the bills' desk ask for what it cannot tell from its books."""
    at = city.midnight - timedelta(hours=9)
    cases = Case.objects.filter(door=Door.BILLING, status=Status.IN_PROGRESS, premise__isnull=False, opened_at__lt=at)
    for case, (asked, words) in zip(cases.order_by("reference").select_related("owner"), ASKED, strict=False):
        ask_for_work(case=case, asked=asked, words=words, by=case.owner, at=at)
