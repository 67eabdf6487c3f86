"""A new connection as its people see it: who has it now, since when, until when, and what comes next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Prefetch, Q, QuerySet, prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _

from gasservice.cases.queries.clocks import ClockFace, say_length, say_working_left
from gasservice.registry.models import FeeCharge, Premise
from gasservice.registry.queries import places_named
from gasservice.standards import clock
from gasservice.standards.models import FeeItem, ServiceItem
from gasservice.standards.queries import fees_cancelled, read_calendars
from gasservice.standards.terms import ProjectParty
from gasservice.web.languages import localized
from gasservice.web.say import say_day, say_when
from repairs.models import Firm, Milestone, MilestonePaper, Project, ProjectFirm
from repairs.terms import StepState

SERVICE = "new-connection"
PLACES = 20


@dataclass(frozen=True)
class StepLine:
    """One step, as the list of all steps draws it."""

    milestone: Milestone
    title: str
    text: str
    who: str
    firm: Firm | None
    clock: ClockFace | None
    when: str
    is_next: bool

    @property
    def state(self) -> str:
        if self.milestone.is_running:
            return "now"
        return "done" if self.milestone.is_done else "next"


@dataclass(frozen=True)
class ProjectPage:
    """Everything that is told of a new connection, once."""

    project: Project
    lines: list[StepLine]
    current: StepLine | None
    following: StepLine | None
    premises: list[Premise]
    former_names: list[str]
    charges: list[FeeCharge]


@dataclass(frozen=True)
class ProjectRow:
    """A project in a list."""

    project: Project
    place: str
    step: str
    who: str
    clock: ClockFace | None


def project_page(project: Project, at: datetime) -> ProjectPage:
    prefetch_related_objects([project], Prefetch("firms", ProjectFirm.objects.select_related("firm")))
    lines = step_lines(project, at)
    premises = list(project.premises.select_related("community").order_by("code"))
    charges = FeeCharge.objects.standing().filter(case_reference=project.case.reference)
    return ProjectPage(
        project=project,
        lines=lines,
        current=next((line for line in lines if line.milestone.is_running), None),
        following=next((line for line in lines if line.is_next), None),
        premises=premises,
        former_names=former_names(project),
        charges=list(charges.select_related("fee", "premise")),
    )


def service_asked(day: date) -> ServiceItem | None:
    """Give the page of the service as it is published on `day`, with the papers and the fees that it names."""
    fees = Prefetch("fees", FeeItem.objects.valid_on(day))
    return ServiceItem.objects.valid_on(day).prefetch_related("documents", fees).filter(code=SERVICE).first()


def former_names(project: Project) -> list[str]:
    if project.community is None:
        return []
    former = project.community.names.filter(known_until__isnull=False).order_by("-known_until")
    return list(former.values_list("name", flat=True))


def step_lines(project: Project, at: datetime) -> list[StepLine]:
    """Give all steps with who has them; the calendars are read once."""
    papers = Prefetch("papers", MilestonePaper.objects.select_related("file"))
    rows = project.milestones.select_related("step__calendar", "done_by").prefetch_related("delays", papers)
    milestones = list(rows.order_by("position"))
    firms = {part.party: part.firm for part in project.firms.all()}
    calendars = calendars_of(milestones)
    ahead = next((row.pk for row in milestones if row.state == StepState.AHEAD), None)
    return [line_of(row, project, firms.get(row.party), calendars, row.pk == ahead, at) for row in milestones]


def calendars_of(milestones: Iterable[Milestone]) -> dict[int, clock.Calendar]:
    """Read the calendars of the steps that run, loaded with their step and its calendar."""
    running = [row.step for row in milestones if row.is_running and row.due_at]
    return read_calendars(step.calendar for step in running if step.calendar_id)


def line_of(
    row: Milestone, project: Project, firm: Firm | None, calendars: dict, is_next: bool, at: datetime
) -> StepLine:
    return StepLine(
        milestone=row,
        title=localized(row.step, "title"),
        text=localized(row.step, "text"),
        who=who_has(row, project, firm),
        firm=firm,
        clock=face_of_step(row, calendars.get(row.step.calendar_id), at),
        when=when_of(row, at),
        is_next=is_next,
    )


def who_has(row: Milestone, project: Project, firm: Firm | None) -> str:
    """Name whoever has a step: a person where one is known, else the team or the kind of firm."""
    match row.party:
        case ProjectParty.CUSTOMER:
            return row.get_party_display()
        case ProjectParty.COMPANY:
            team = localized(project.case.team, "name")
            return f"{project.case.owner} · {team}" if project.case.owner else team
    return firm.name if firm else row.get_party_display()


def when_of(row: Milestone, at: datetime) -> str:
    """Say when a step was done, or since when and until when it runs."""
    if row.is_done:
        return _("done %(day)s") % {"day": say_day(row.done_at, now=at)}
    if not row.is_running:
        return row.step.allowance_words
    since = {"since": say_day(row.started_at, now=at)}
    if row.due_at is None:
        return _("since %(since)s") % since
    return _("since %(since)s, promised by %(due)s") % (since | {"due": say_when(row.due_at, now=at)})


def face_of_step(row: Milestone, calendar: clock.Calendar | None, at: datetime) -> ClockFace | None:
    """Read the clock of a step; one that nobody promised a time for has none."""
    label = localized(row.step, "title")
    if row.due_at is None or row.state == StepState.AHEAD:
        return None
    if row.is_done:
        is_kept = row.done_at <= row.due_at
        words = _("in time") if is_kept else _("done %(time)s late") % {"time": say_length(row.done_at - row.due_at)}
        return ClockFace("kept" if is_kept else "missed", label, row.due_at, words)
    if at > row.due_at:
        return ClockFace("late", label, row.due_at, _("%(time)s late") % {"time": say_length(at - row.due_at)})
    left = max(row.due_at - at, timedelta(minutes=1))
    words = say_working_left(at, row.due_at, calendar) if calendar else _("%(time)s left") % {"time": say_length(left)}
    return ClockFace("soon" if row.warn_at and at >= row.warn_at else "fine", label, row.due_at, words)


def with_step(projects: QuerySet[Project]) -> QuerySet[Project]:
    running = Milestone.objects.filter(state=StepState.RUNNING).select_related("step__calendar")
    return projects.select_related("case__team", "case__owner", "community").prefetch_related(
        Prefetch("milestones", running, to_attr="running"), "firms__firm", "premises"
    )


def projects_at(projects: QuerySet[Project], query: str) -> QuerySet[Project]:
    """Narrow to the number of a case, or to a place by any name that it ever had."""
    found = places_named(query, PLACES)
    whole = [place.community.pk for place in found if place.premise is None]
    single = [place.premise.pk for place in found if place.premise]
    there = Project.objects.filter(Q(community__in=whole) | Q(premises__in=single)).values("case")
    return projects.filter(Q(case__in=there) | Q(case__reference=query))


def project_rows(projects: Iterable[Project], at: datetime) -> list[ProjectRow]:
    projects = list(projects)
    calendars = calendars_of(row for project in projects for row in project.running)
    return [row_of(project, calendars, at) for project in projects]


def row_of(project: Project, calendars: dict, at: datetime) -> ProjectRow:
    running: Milestone | None = next(iter(project.running), None)
    if running is None:
        return ProjectRow(project, place_of(project), _("Finished"), "", None)
    firms = {part.party: part.firm for part in project.firms.all()}
    return ProjectRow(
        project=project,
        place=place_of(project),
        step=localized(running.step, "title"),
        who=who_has(running, project, firms.get(running.party)),
        clock=face_of_step(running, calendars.get(running.step.calendar_id), at),
    )


def place_of(project: Project) -> str:
    """Name the place as it is called today."""
    premises = list(project.premises.all())
    if len(premises) == 1:
        return premises[0].address
    return project.community.name if project.community else project.case.place_typed


def fees_chargeable(at: datetime) -> list[FeeItem]:
    """Give the fees of new connections, and those that were cancelled: whoever looks for one learns why it is none."""
    day = timezone.localdate(at)
    service = ServiceItem.objects.valid_on(day).filter(code=SERVICE).first()
    listed = service.fees.valid_on(day).filter(amount__gt=0) if service else FeeItem.objects.none()
    return [*listed.order_by("code"), *fees_cancelled(day)]


def earlier_name(charge: FeeCharge) -> str:
    """Say what the place of a charge was called when it was charged, where it has another name now."""
    day = timezone.localdate(charge.charged_at)
    # On the very day of a new name the one before it is shown: it may stand on the receipt.
    names = charge.premise.names.filter(Q(known_until__isnull=True) | Q(known_until__gte=day), known_from__lte=day)
    name = names.order_by("known_from").first()
    return name.name if name and name.name != charge.premise.address else ""
