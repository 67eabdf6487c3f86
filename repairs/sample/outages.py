"""What was told of the sample city's outages, one over, one announced, one moved; and who has confirmed."""

from datetime import timedelta

from gasservice.notices.models import Delivery
from gasservice.notices.terms import Channel, DeliveryState
from gasservice.portal.sample.parts import City, register
from gasservice.registry.models import Community, Interruption
from repairs.actions.outage_mailings import make_mailings
from repairs.actions.outage_notices import tell_area
from repairs.actions.outages import draft_of, draft_version, open_outage, publish_version
from repairs.actions.receipts import confirm_receipt, note_call
from repairs.models import NoticeReceipt, OutageStep
from repairs.queries.areas import Part
from repairs.terms import CallOutcome, OutageStage

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MOVED = {
    "reason_en": "A valve of the low-pressure main is replaced",
    "reason_zh_hans": "低压干管阀门更换",
    "reason_zh_hant": "低壓幹管閥門更換",
    "advice_en": "Cook for the evening before nine, and close the valve before your meter.",
    "advice_zh_hans": "请在九点前备好当日饭菜，并关闭表前阀。",
    "advice_zh_hant": "請在九點前備好當日飯菜，並關閉錶前閥。",
}


@register
def tell_of_outages(city: City) -> None:
    """Tell the areas as it would have happened, and let those who must not be without gas answer."""
    over = Interruption.objects.select_related("current").get(reference="T-0001")
    tell_of(over, OutageStage.ANNOUNCED, over.current.published_at)
    for stage, at in ((OutageStage.RESTORED, over.restored_at), (OutageStage.CLEAR, over.cleared_at)):
        tell_of(over, stage, at)
        OutageStep.objects.create(outage=over, stage=stage, by=city.people["field-worker"], at=at)
    coming = Interruption.objects.select_related("current").get(reference="T-0002")
    tell_of(coming, OutageStage.ANNOUNCED, coming.current.published_at)
    move_another(city)
    hang_letters(city, over)
    answer(city)


def tell_of(outage: Interruption, stage: OutageStage, at) -> None:
    """Tell as of then: a first version is told to its whole area."""
    outage = Interruption.objects.select_related("current").get(pk=outage.pk)
    tell_area(outage=outage, version=outage.current, stage=stage, at=at)
    make_all(at)


def make_all(at) -> None:
    while make_mailings(at=at):
        pass


def move_another(city: City) -> None:
    """Announce one in four days, and move it two hours later the day after."""
    places = Community.objects.order_by("code")[4:6]
    starts_at = city.midnight + 4 * DAY + 9 * HOUR
    said = {"by": city.people["emergency-lead"], "parts": [Part(place.pk) for place in places], **MOVED}
    when = {"starts_at": starts_at, "ends_at": starts_at + 6 * HOUR, "at": city.midnight - 38 * HOUR}
    outage = open_outage(is_planned=True, reference="T-0003", **said, **when)
    publish_version(version=draft_of(outage), by=city.people["field-supervisor"], at=when["at"])
    make_all(when["at"])
    later = {"starts_at": starts_at + 2 * HOUR, "ends_at": starts_at + 8 * HOUR, "at": city.midnight - 9 * HOUR}
    draft = draft_version(outage=outage, **said, **later)
    publish_version(version=draft, by=city.people["field-supervisor"], at=later["at"])
    make_all(later["at"])


def hang_letters(city: City, outage: Interruption) -> None:
    """Let the letters of what is over hang at their doors."""
    letters = Delivery.objects.filter(channel=Channel.PAPER, notice__key__startswith=f"outage:{outage.pk}:")
    by = city.people["field-worker"]
    letters.update(state=DeliveryState.SENT, sent_at=outage.current.published_at + 2 * HOUR, hung_by=by)


def answer(city: City) -> None:
    """Let every third confirm by the link and every third on the telephone; the others are still to be called."""
    at = city.midnight - 2 * HOUR
    for n, receipt in enumerate(NoticeReceipt.objects.order_by("pk")):
        if n % 3 == 0:
            confirm_receipt(receipt=receipt, at=at)
        elif n % 3 == 1:
            note_call(receipt=receipt, outcome=CallOutcome.REACHED, by=city.people["emergency"], at=at)
