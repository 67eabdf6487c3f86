"""Following a dated row with a new version, and taking one back; what has begun to hold is never rewritten."""

from copy import copy
from datetime import date, datetime

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gasservice.standards.models import Dated, FeeItem, ServiceItem, ServiceStandard, SlaPolicy, Tariff, VisitRule
from gasservice.web.refusals import Refusal

PARTS = {
    ServiceItem: ("steps", "documents", "questions"),
    SlaPolicy: ("ladder",),
    Tariff: ("tiers",),
    VisitRule: ("windows", "lengths"),
}
LINKS = {ServiceItem: "fees", FeeItem: "service_items"}


class VersionTooEarly(Refusal):
    """A promise cannot change for days that have passed or begun."""


class VersionEnded(Refusal):
    """Only what still holds can be followed."""


class VersionBegun(Refusal):
    """What holds, or held, stays in the record."""


@transaction.atomic
def follow_version(*, row: Dated, valid_from: date, at: datetime) -> Dated:
    """End a row on a coming day and begin its copy there, ready to be changed before it begins.

    A standard takes its policies along, so that its numbers stand under the words that hold.
    """
    row = type(row).objects.select_for_update().get(pk=row.pk)
    if valid_from <= max(timezone.localdate(at), row.valid_from):
        raise VersionTooEarly(
            _("Choose a day after today and after this version began: what was promised stays."), field="valid_from"
        )
    if row.has_ended(valid_from):
        raise VersionEnded(_("This version ends before that day. Follow the latest one."), field="valid_from")
    return succeed(row, valid_from)


@transaction.atomic
def withdraw_version(*, row: Dated, at: datetime) -> None:
    """Take back a version that has not begun; the one before it holds on in its place."""
    if row.has_begun(timezone.localdate(at)):
        raise VersionBegun(_("This version has begun to hold and stays in the record. End it instead."))
    earlier = versions_of(row).filter(valid_until=row.valid_from).first()
    if isinstance(row, ServiceStandard):
        withdraw_policies(row, earlier, at)
    row.delete()
    if earlier:
        earlier.valid_until = row.valid_until
        earlier.save(update_fields=["valid_until"])


def succeed(row: Dated, valid_from: date, **changes: models.Model) -> Dated:
    successor = copy(row)
    successor.pk, successor._state = None, models.base.ModelState()
    successor.valid_from = valid_from
    for name, value in changes.items():
        setattr(successor, name, value)
    row.valid_until = valid_from
    row.save(update_fields=["valid_until"])
    successor.save()
    copy_parts(row, successor)
    if isinstance(row, ServiceStandard):
        bring_policies(row, successor)
    return successor


def copy_parts(row: Dated, successor: Dated) -> None:
    for name in PARTS.get(type(row), ()):
        parts = getattr(row, name)
        for part in parts.all():
            part.pk, part._state = None, models.base.ModelState()
            setattr(part, parts.field.name, successor)
            part.save()
    if name := LINKS.get(type(row)):
        getattr(successor, name).set(getattr(row, name).all())


def bring_policies(standard: ServiceStandard, successor: ServiceStandard) -> None:
    day = successor.valid_from
    standard.policies.filter(valid_from__gte=day).update(standard=successor)
    for policy in standard.policies.valid_on(day):
        succeed(policy, day, standard=successor)


def withdraw_policies(standard: ServiceStandard, earlier: ServiceStandard | None, at: datetime) -> None:
    if earlier:
        standard.policies.filter(valid_from__gt=standard.valid_from).update(standard=earlier)
    for policy in standard.policies.all():
        withdraw_version(row=policy, at=at)


def versions_of(row: Dated) -> models.QuerySet:
    """Give the other versions of the same thing."""
    same = {name: getattr(row, name) for name in row.version_key()}
    return type(row).objects.filter(**same).exclude(pk=row.pk)
