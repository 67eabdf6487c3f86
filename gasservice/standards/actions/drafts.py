"""Writing a new version of a service where nobody reads it yet, and publishing it in the place of the one before."""

from copy import copy
from datetime import date, datetime

from django.db import IntegrityError, models, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gasservice.standards.actions.versions import VersionBegun, VersionTooEarly, copy_parts, withdraw_version
from gasservice.standards.models import ServiceDocument, ServiceItem, ServiceQuestion, ServiceStep
from gasservice.standards.queries import faults_of, fees_of_codes, version_after, version_replaced_by
from gasservice.users.models import User
from gasservice.web.refusals import Refusal

PART_MODELS = {"steps": ServiceStep, "documents": ServiceDocument, "questions": ServiceQuestion}


class ServiceUnknown(Refusal):
    """Only what was published once can be followed."""


class ServiceKnown(Refusal):
    """A new service needs a name in addresses that no other had."""


class DraftWaiting(Refusal):
    """Two drafts of one service would be published over each other."""


class DraftMoved(Refusal):
    """What somebody looked at is not what stands there now."""


class DraftUnfit(Refusal):
    """Nothing is published that lacks what it rests on; the message has a line for each fault."""


@transaction.atomic
def begin_draft(*, code: str, valid_from: date, by: User, at: datetime) -> ServiceItem:
    """Copy the version that holds on a day, or else the last one, with all its parts into a draft for that day."""
    see_that_it_comes(valid_from, at)
    published = ServiceItem.objects.filter(code=code)
    source = published.valid_on(valid_from).first() or published.order_by("valid_from").last()
    if source is None:
        raise ServiceUnknown(_("No service of this name was ever published."))
    if source.valid_from == valid_from:
        raise VersionTooEarly(_("A published version begins on that day. Choose a later one."), field="valid_from")
    draft = copy(source)
    draft.pk, draft._state = None, models.base.ModelState()
    if draft.valid_until and (version_after(source) or draft.valid_until <= valid_from):
        draft.valid_until = None  # it ended because another followed, or before this one begins
    keep_new_draft(draft, valid_from, by, at)
    copy_parts(source, draft)
    return draft


@transaction.atomic
def begin_service(*, code: str, door: str, kind_code: str, valid_from: date, by: User, at: datetime) -> ServiceItem:
    """Begin the first draft of a service that we never published."""
    see_that_it_comes(valid_from, at)
    if ServiceItem.versions.filter(code=code).exists():
        raise ServiceKnown(_("Another service has this name in addresses, or had it."), field="code")
    return keep_new_draft(ServiceItem(code=code, door=door, kind_code=kind_code), valid_from, by, at)


def see_that_it_comes(day: date, at: datetime) -> None:
    if day < timezone.localdate(at):
        raise VersionTooEarly(_("Choose today or a coming day: what was promised before stays."), field="valid_from")


def keep_new_draft(draft: ServiceItem, valid_from: date, by: User, at: datetime) -> ServiceItem:
    draft.is_draft, draft.revision, draft.valid_from = True, 0, valid_from
    draft.drafted_by, draft.drafted_at = by, at
    draft.published_by, draft.published_at, draft.reason, draft.former_until = None, None, "", None
    try:
        with transaction.atomic():
            draft.save()
    except IntegrityError as error:
        raise DraftWaiting(_("A draft of this service waits already. Go on with that one.")) from error
    return draft


@transaction.atomic
def save_draft(
    *, draft: ServiceItem, seen: int, facts: dict, parts: dict[str, list[dict]], fee_codes: list[str], by, at: datetime
) -> ServiceItem:
    """Write a draft anew with all its parts, unless somebody wrote it since `seen`, its revision that was looked at."""
    waiting = ServiceItem.versions.filter(pk=draft.pk, is_draft=True, revision=seen)
    if not waiting.update(revision=F("revision") + 1, drafted_by=by, drafted_at=at, **facts):
        raise said_of_moved(draft)
    draft = ServiceItem.versions.get(pk=draft.pk)
    draft.fees.set(fees_of_codes(fee_codes))
    for name, model in PART_MODELS.items():
        getattr(draft, name).all().delete()
        model.objects.bulk_create(model(item=draft, position=n, **texts) for n, texts in enumerate(parts[name], 1))
    return draft


def said_of_moved(draft: ServiceItem) -> DraftMoved:
    """Say what became of a draft while somebody wrote on it."""
    if ServiceItem.versions.filter(pk=draft.pk, is_draft=True).exists():
        return DraftMoved(
            _("Somebody else saved this draft meanwhile. Look at theirs: saved now, yours takes its place.")
        )
    return DraftMoved(_("This draft was published meanwhile and is not changed any more. Begin a new version."))


@transaction.atomic
def publish_draft(
    *, draft: ServiceItem, seen: int, replaces: int | None, reason: str, by: User, at: datetime
) -> ServiceItem:
    """Publish a draft as it was looked at, and end the version that it replaces on the day before.

    The day on which it begins decides which version that is; if it is no longer the one looked at, nothing happens.
    """
    versions = {row.pk: row for row in ServiceItem.versions.select_for_update().filter(code=draft.code).order_by("pk")}
    draft = waiting_draft(versions, draft.pk, seen)
    former = version_replaced_by(draft)
    if (former.pk if former else None) != replaces:
        raise DraftMoved(_("It would replace another version than the one you compared it with. Look at it again."))
    if faults := faults_of(draft, timezone.localdate(at)):
        raise DraftUnfit("\n".join(faults))
    following = version_after(draft)
    if following and draft.valid_until is None:
        draft.valid_until = following.valid_from
    if former:
        draft.former_until = former.valid_until
        former.valid_until = draft.valid_from
        former.save(update_fields=["valid_until"])
    draft.fees.set(fees_of_codes(draft.fees.values_list("code", flat=True)))
    draft.is_draft, draft.published_by, draft.published_at, draft.reason = False, by, at, reason
    draft.save()
    return draft


def waiting_draft(versions: dict[int, ServiceItem], pk: int, seen: int) -> ServiceItem:
    """Give the locked draft if it is the one that was looked at."""
    draft = versions.get(pk)
    if draft is None or not draft.is_draft:
        raise DraftMoved(_("This draft was published or thrown away meanwhile."))
    if draft.revision != seen:
        raise DraftMoved(_("This draft was written since you looked at it. Look at it again before you publish it."))
    return draft


@transaction.atomic
def discard_draft(*, draft: ServiceItem, seen: int, by: User, at: datetime) -> None:
    """Throw a draft away as it was looked at; what is published stays as it is."""
    waiting_draft({draft.pk: ServiceItem.versions.select_for_update().filter(pk=draft.pk).first()}, draft.pk, seen)
    draft.delete()


@transaction.atomic
def withdraw_service_version(*, item: ServiceItem, by: User, at: datetime) -> None:
    """Take back a published version that has not begun: the one before it holds on in its place."""
    rows = list(ServiceItem.objects.select_for_update().filter(code=item.code).order_by("pk"))
    row = next((row for row in rows if row.pk == item.pk), None)
    if row is None:
        raise VersionBegun(_("This version was taken back already."))
    following = version_after(row)
    row.valid_until = following.valid_from if following else row.former_until
    ServiceItem.objects.filter(code=row.code, former_until=row.valid_from).update(former_until=row.valid_until)
    withdraw_version(row=row, at=at)
