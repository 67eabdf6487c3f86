"""Writing what another system says of a request: the case, its first words, its story and its one promise."""

import secrets
from collections.abc import Iterable
from datetime import datetime
from functools import cached_property

from django.db import connection, models
from django.db.models import Func
from django.utils import timezone
from django.utils.translation import gettext as _

from gasservice.cases.actions.filing import NoTeamForThis, team_for
from gasservice.cases.actions.search import search_of
from gasservice.cases.mapping import BadMapping, Mapping
from gasservice.cases.models import Case, CaseEvent, Commitment, Message
from gasservice.cases.references import FIRST, LAST, reference_of
from gasservice.cases.source_rows import SourceRow
from gasservice.cases.terms import ChannelIn, EventKind, Status
from gasservice.standards.models import CaseKind
from gasservice.standards.terms import Promise
from gasservice.users.models import Team

BATCH = 1_000
FOLLOWING = ("door", "kind", "team", "title", "place_typed", "status", "opened_at", "resolved_at", "closed_at")
COMPARED = ("title", "place_typed", "status", "opened_at", "closed_at")
PROMISED = ("started_at", "due_at", "met_at", "missed_at", "ended_at")
LAST_EVENTS = {Status.CLOSED: EventKind.CLOSED, Status.WITHDRAWN: EventKind.WITHDRAWN}
Moment = tuple[datetime, EventKind, str]


class Ground:
    """What rows are turned into cases with: the mapping, the moment of judging, our kinds and teams."""

    def __init__(self, mapping: Mapping, judged_at: datetime, at: datetime) -> None:
        self.mapping, self.judged_at, self.at = mapping, judged_at, at
        self.teams: dict[int, Team] = {}

    @cached_property
    def kinds(self) -> dict[str, CaseKind]:
        known = {f"{kind.door}/{kind.code}": kind for kind in CaseKind.objects.valid_on(timezone.localdate(self.at))}
        named = {self.mapping.default_kind, *self.mapping.kinds.values()}
        if strange := sorted(named - set(known)):
            raise BadMapping(
                _("The mapping names kinds that we do not have: %(names)s") % {"names": ", ".join(strange)}
            )
        return known

    def team_of(self, kind: CaseKind) -> Team:
        if kind.pk not in self.teams:
            try:
                self.teams[kind.pk] = team_for(kind, None)
            except NoTeamForThis:
                told = {"kind": f"{kind.door}/{kind.code}"}
                raise NoTeamForThis(_("No routing names a team for %(kind)s.") % told) from None
        return self.teams[kind.pk]

    def case_facts(self, row: SourceRow) -> dict:
        """Say what the columns of the case should be."""
        kind, is_open = self.kinds[row.kind], row.status == Status.OPEN
        return {
            "door": kind.door,
            "kind": kind,
            "team": self.team_of(kind),
            "title": row.title or kind.name_en[:160],
            "place_typed": row.place,
            "status": row.status,
            "opened_at": row.opened_at,
            "resolved_at": row.closed_at if row.status == Status.CLOSED else None,
            "closed_at": row.closed_at,
            "next_due_at": row.due_at if is_open else None,
        }

    def promise_facts(self, row: SourceRow) -> dict | None:
        """Say what the promise should be; one that is over is met, or has ended where the request was withdrawn."""
        if row.due_at is None:
            return None
        over = {Status.CLOSED: "met_at", Status.WITHDRAWN: "ended_at"}.get(row.status)
        facts = dict.fromkeys(PROMISED) | {"started_at": row.opened_at, "due_at": row.due_at}
        facts["missed_at"] = None if row.is_kept(self.judged_at) else row.due_at
        return facts | ({over: row.closed_at} if over else {})

    def differs(self, row: SourceRow, case: Case, promise: Commitment | None) -> bool:
        """Whether the source says something else than the case, loaded with its kind, does."""
        facts = self.case_facts(row)
        before = {name: getattr(promise, name) for name in PROMISED} if promise else None
        has_other_kind = row.kind != f"{case.kind.door}/{case.kind.code}"
        has_other_facts = any(facts[name] != getattr(case, name) for name in COMPARED)
        return has_other_kind or has_other_facts or before != self.promise_facts(row)

    def moments(self, row: SourceRow) -> list[Moment]:
        """List what happened and when, as the source's dates say."""
        promise = self.promise_facts(row) or dict.fromkeys(PROMISED)
        found = [
            (row.opened_at, EventKind.OPENED, ""),
            (promise["missed_at"], EventKind.MISSED, Promise.RESOLUTION),
            (promise["met_at"], EventKind.MET, Promise.RESOLUTION),
            (row.closed_at, LAST_EVENTS.get(row.status), ""),
        ]
        return sorted((moment for moment in found if moment[0]), key=lambda moment: moment[0])


def write_new(ground: Ground, rows: list[SourceRow]) -> None:
    """Write unknown rows as cases, each with its first words, its story and its promise."""
    count = len(rows)
    keys = zip(rows, numbers(Case, count), free_references(count), numbers(Message, count), strict=True)
    cases, messages = [], []
    for row, pk, reference, message_id in keys:
        case = new_case(ground, row, pk, reference)
        cases.append(case)
        words = row.words or case.title
        messages.append(Message(pk=message_id, case=case, body=words, at=row.opened_at, is_from_customer=True))
    events = events_of(cases, [ground.moments(row) for row in rows], messages)
    Case.objects.bulk_create(cases, batch_size=BATCH)
    Message.objects.bulk_create(messages, batch_size=BATCH)
    CaseEvent.objects.bulk_create(events, batch_size=BATCH)
    promise_anew(ground, zip(rows, cases, strict=True))


def new_case(ground: Ground, row: SourceRow, pk: int, reference: str) -> Case:
    """Make a case of a row. No secret fits an empty hash: who filed it tracks it where it was filed."""
    facts = ground.case_facts(row)
    return Case(
        **facts,
        pk=pk,
        reference=reference,
        secret_hash="",
        channel=ChannelIn.IMPORT,
        priority=facts["kind"].priority,
        source=ground.mapping.source,
        source_reference=row.reference,
        search=words_found(row),
    )


def write_changes(ground: Ground, changed: list[tuple[SourceRow, Case]]) -> None:
    """Let known cases follow their source; the story only grows, by what it does not tell yet."""
    cases, told = [case for _row, case in changed], stories_of(case for _row, case in changed)
    stories = []
    for row, case in changed:
        story = [moment for moment in ground.moments(row) if moment[:2] not in told[case.pk]]
        if row.status == Status.OPEN and case.status != Status.OPEN:
            story.append((ground.at, EventKind.REOPENED, ""))
        stories.append(story)
        for name, value in ground.case_facts(row).items():
            setattr(case, name, value)
        case.search = words_found(row)
    CaseEvent.objects.bulk_create(events_of(cases, stories), batch_size=BATCH)
    columns = [*FOLLOWING, "next_due_at", "last_event_id", "search"]
    Case.objects.bulk_create(
        cases, batch_size=BATCH, update_conflicts=True, unique_fields=["id"], update_fields=columns
    )
    Commitment.objects.filter(case__in=cases, policy=None).delete()
    promise_anew(ground, changed)


def events_of(
    cases: list[Case], stories: list[list[Moment]], messages: Iterable[Message] | None = None
) -> list[CaseEvent]:
    """Number the events beforehand, so that each case can be written knowing its last one."""
    ids, events = iter(numbers(CaseEvent, sum(map(len, stories)))), []
    for case, story, message in zip(cases, stories, messages or [None] * len(cases), strict=True):
        for at, kind, promise in story:
            case.last_event_id = next(ids)
            is_opening = kind == EventKind.OPENED
            facts = {"team": case.team, "message": message} if is_opening else {}
            events.append(CaseEvent(pk=case.last_event_id, case=case, kind=kind, at=at, promise=promise, **facts))
    return events


def words_found(row: SourceRow) -> Func:
    return search_of([row.title, row.words, row.place, row.reference])


def promise_anew(ground: Ground, rows: Iterable[tuple[SourceRow, Case]]) -> None:
    """Write the target as a promise without a policy: nothing sweeps it, it has no steps."""
    promised = ((case, ground.promise_facts(row)) for row, case in rows)
    Commitment.objects.bulk_create(
        (Commitment(case=case, promise=Promise.RESOLUTION, **facts) for case, facts in promised if facts),
        batch_size=BATCH,
    )


def stories_of(cases: Iterable[Case]) -> dict[int, set[tuple[datetime, str]]]:
    stories = {case.pk: set() for case in cases}
    for case_id, at, kind in CaseEvent.objects.filter(case__in=stories).values_list("case_id", "at", "kind"):
        stories[case_id].add((at, kind))
    return stories


def numbers(model: type[models.Model], count: int) -> list[int]:
    """Draw primary keys before the rows are written."""
    with connection.cursor() as cursor:
        sql = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
        cursor.execute(sql, [model._meta.db_table, count])
        return [number for (number,) in cursor]


def free_references(count: int) -> list[str]:
    """Draw many numbers that no case has."""
    free: set[str] = set()
    while len(free) < count:
        drawn = {reference_of(FIRST + secrets.randbelow(LAST - FIRST)) for _attempt in range(count - len(free))}
        free |= drawn - set(Case.objects.filter(reference__in=drawn).values_list("reference", flat=True))
    return list(free)
