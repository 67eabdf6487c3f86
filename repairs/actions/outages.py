"""Writing an outage down, and publishing it; what was published is never changed, a new version follows."""

import secrets
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from gasservice.registry.models import Interruption, InterruptionArea, InterruptionVersion
from gasservice.users.models import User
from gasservice.web.languages import localized
from gasservice.web.refusals import Refusal
from gasservice.web.say import say_when
from repairs.access import may_on_outages
from repairs.actions.outage_notices import tell_of_version
from repairs.queries.areas import Hit, Part, hit_by, hit_of_draft, parts_of, without_doubles
from repairs.queries.outage_rules import Judgement, judgement_of
from repairs.terms import OutageAct


class OutageOver(Refusal):
    """The outage was cancelled, or the gas is back."""


class AlreadyBegun(Refusal):
    """The gas is off: when it went off is no longer a plan."""


class NobodyHit(Refusal):
    """The area holds no gas account in use."""


class DraftChanged(Refusal):
    """Somebody has published or changed the draft meanwhile."""


class NoticeTooLate(Refusal):
    """The notice comes later than a rule allows; a supervisor may publish it all the same, with a reason."""


class HomesAtNight(Refusal):
    """Homes are not given their gas back at night."""


class PlanMissing(Refusal):
    """So long or so large an outage needs a contingency plan and a report."""


class StillCounting(Refusal):
    """Nobody knows yet how many it hits: so large an area is counted by the sweep."""


class NumberTaken(Refusal):
    """Somebody else has opened an outage by this number."""


@transaction.atomic
def open_outage(
    *, is_planned: bool, parts: Iterable[Part], by: User, at: datetime, reference: str = "", **facts
) -> Interruption:
    """Begin an outage with a draft; `facts` are the columns of its version. Nobody is told yet.

    The form's `reference` makes two clicks one outage.
    """
    outage, is_new = Interruption.objects.get_or_create(
        reference=reference or new_outage_number(at), defaults={"is_planned": is_planned, "opened_by": by}
    )
    if is_new:
        write_draft(outage, parts, by, at, facts)
    elif outage.opened_by_id != by.pk:
        raise NumberTaken(_("Somebody else has just used this number. Begin anew from the list of outages."))
    return outage


def new_outage_number(at: datetime) -> str:
    """Draw an outage's number: the day and six digits; the database refuses one that exists."""
    return f"T{timezone.localdate(at):%y%m%d}-{secrets.randbelow(10**6):06}"


@transaction.atomic
def draft_version(
    *, outage: Interruption, parts: Iterable[Part], by: User, at: datetime, **facts
) -> InterruptionVersion:
    """Write the draft of the next version; while there is one, it is written anew."""
    return write_draft(locked_live(outage), parts, by, at, facts)


def write_draft(
    outage: Interruption, parts: Iterable[Part], by: User, at: datetime, facts: dict
) -> InterruptionVersion:
    draft = draft_of(outage)
    if draft is None:
        number = (outage.versions.aggregate(last=Max("number"))["last"] or 0) + 1
        draft = InterruptionVersion(interruption=outage, number=number)
    for name, value in (facts | {"drafted_by": by, "drafted_at": at}).items():
        setattr(draft, name, value)
    draft.counted_at = draft.hit_accounts = draft.hit_households = draft.hit_needs = draft.hit_sites = None
    draft.save()
    draft.areas.all().delete()
    InterruptionArea.objects.bulk_create(
        InterruptionArea(
            version=draft,
            community_id=part.community_id,
            building=part.building,
            service_point_id=part.service_point_id,
        )
        for part in without_doubles(parts)
    )
    return draft


def draft_of(outage: Interruption) -> InterruptionVersion | None:
    """Give the version that is written and not published, if there is one."""
    return outage.versions.filter(published_at__isnull=True).first()


@transaction.atomic
def discard_draft(*, outage: Interruption, by: User, at: datetime) -> None:
    """Throw the draft of a further version away; what was published holds on."""
    held = locked_live(outage)
    if held.current_id:
        held.versions.filter(published_at__isnull=True).delete()


@transaction.atomic
def publish_version(
    *, version: InterruptionVersion, by: User, at: datetime, override_reason: str = ""
) -> InterruptionVersion:
    """Publish a draft as it was read, and tell everybody it concerns; an emergency has begun by then.

    Raises a Refusal where a rule forbids it. A supervisor's `override_reason` publishes a late notice all the same and
    stands on the version for everybody to read.
    """
    outage = locked_live(version.interruption)
    is_override = bool(override_reason and may_on_outages(by, OutageAct.OVERRIDE))
    hit = hit_to_publish(outage, version)
    judgement = judged(outage, version, hit, at)
    refuse_what_rules_forbid(judgement, at, is_override)
    stamp_published(version, hit, by, at, override_reason if judgement.lateness else "")
    tell_of_version(outage=outage, version=version, at=at)
    has_begun = not outage.is_planned and version.starts_at <= at
    began = {"started_at": version.starts_at} if has_begun and not outage.started_at else {}
    Interruption.objects.filter(pk=outage.pk).update(current=version, **began)
    return version


def hit_to_publish(outage: Interruption, version: InterruptionVersion) -> Hit:
    """Give whom a version hits; a planned outage of a city waits for its count, an emergency for nothing."""
    hit = hit_of_draft(version)
    if hit is None and outage.is_planned:
        raise StillCounting(_("So large an area takes a moment to count. Publish it once its number stands here."))
    return hit or hit_by(parts_of(version))


def judged(outage: Interruption, version: InterruptionVersion, hit: Hit, at: datetime) -> Judgement:
    """Judge a draft, unless there is nothing to judge: nobody hit, or a start that is past."""
    if not hit.accounts:
        raise NobodyHit(_("Nobody has gas in use there. Add a community, a building or an address."), field="area")
    if outage.started_at and outage.current and version.starts_at != outage.current.starts_at:
        words = _("The gas is off already. Only its end, the area and the words can change.")
        raise AlreadyBegun(words, field="starts")
    return judgement_of(outage, version, parts_of(version), hit, at)


def stamp_published(version: InterruptionVersion, hit: Hit, by: User, at: datetime, override_reason: str) -> None:
    """Publish the draft that was read, and no other, with whom it hits; of two who publish one wins."""
    stamp = {f"hit_{name}": count for name, count in asdict(hit).items()}
    stamp |= {"override_reason": override_reason, "overridden_by": by} if override_reason else {}
    read = InterruptionVersion.objects.filter(pk=version.pk, drafted_at=version.drafted_at, published_at__isnull=True)
    if not read.update(published_at=at, published_by=by, **stamp):
        raise DraftChanged(_("Somebody has published or changed it meanwhile. Look at it as it is now."))
    version.refresh_from_db()


def refuse_what_rules_forbid(judgement: Judgement, at: datetime, is_override: bool) -> None:
    """Say no in a sentence that says what would be right."""
    if judgement.lateness and not is_override:
        raise NoticeTooLate(late_words(judgement, at), field="starts")
    if judgement.night_until:
        raise HomesAtNight(night_words(judgement.night_until, at), field="ends")
    if judgement.lacks_plan:
        raise PlanMissing(plan_words(), field="contingency")


def late_words(judgement: Judgement, at: datetime) -> str:
    """Say which rule it is too late for, until when it had to be out, and when it may start instead."""
    return _(
        "Too late by the rule “%(rule)s”: it had to be published by %(by)s."
        " Published now, it may start from %(earliest)s."
    ) % {
        "rule": localized(judgement.rule, "name"),
        "by": say_when(judgement.lateness.publish_by, now=at),
        "earliest": say_when(judgement.lateness.earliest_start, now=at),
    }


def night_words(until: datetime, at: datetime) -> str:
    return _("Homes are not given their gas back at that hour of the night. Let it end at %(until)s or later.") % {
        "until": say_when(until, now=at)
    }


def plan_words() -> str:
    return _("So long or so large an outage needs a contingency plan and the number of the report to the regulator.")


def locked(outage: Interruption) -> Interruption:
    """Hold the row, so that whatever happens to one outage happens one after another."""
    rows = Interruption.objects.select_for_update(of=("self",)).select_related("current")
    return rows.get(pk=outage.pk)


def locked_live(outage: Interruption) -> Interruption:
    held = locked(outage)
    if held.is_over:
        raise OutageOver(_("This outage is over. What was announced about it stays as it was."))
    return held
