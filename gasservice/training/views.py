"""Scoring sampled work, how people are doing, and courses."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gasservice.cases.queries.story import story_for_staff
from gasservice.training.access import (
    SHOWN_WITH,
    enrolments_visible_to,
    get_enrolment,
    get_own_work,
    get_person,
    get_session,
    get_work,
    get_work_to_score,
    is_theirs_to_score,
    may_look_at_people,
    people_overseen,
    trains_people,
    works_to_score,
    works_visible_to,
)
from gasservice.training.actions.courses import (
    call_off_session,
    change_session,
    enrol_person,
    hold_session,
    mark_attendance,
    withdraw_enrolment,
)
from gasservice.training.actions.scoring import comment_on_score, score_work
from gasservice.training.forms import CallOffForm, CommentForm, EnrolForm, HoursForm, ScoreWorkForm, SessionForm
from gasservice.training.models import SampledWork, Session
from gasservice.training.queries.comparing import courses_compared
from gasservice.training.queries.courses import enrolments_of, names_of_topics, sessions_listed
from gasservice.training.queries.people import months_counted, people_lines
from gasservice.training.queries.scores import norms_of, scores_shown
from gasservice.training.telling import changed_rows, say_evidence, say_sure_share, tables_of
from gasservice.training.terms import Looking
from gasservice.users.models import User
from gasservice.web.asking import is_done, is_pressed
from gasservice.web.languages import localized
from gasservice.web.paging import page_of, views_at


@require_safe
@login_required
def sampled_works(request: HttpRequest) -> HttpResponse:
    """List the work that somebody may score, the oldest first, or that of their teams which was scored."""
    let_in(request.user)
    name = request.GET.get("list", Looking.TO_SCORE)
    if name not in Looking.values:
        raise Http404
    rows = works_to_score(request.user) if name == Looking.TO_SCORE else scored_beside(request.user)
    by = "done_at" if name == Looking.TO_SCORE else "-done_at"
    page = page_of(rows.select_related(*SHOWN_WITH), by=by, cursor=request.GET.get("cursor", ""))
    views = views_at(reverse("sampled-works"), dict(Looking.choices), name)
    return render(request, "training/works.html", {"page": page, "list": name, "views": views})


def scored_beside(user: User):
    """Give the scored work of others that somebody sees."""
    return works_visible_to(user).filter(scored_at__isnull=False).exclude(person=user)


def let_in(user: User) -> None:
    if not may_look_at_people(user):
        raise Http404


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def sampled_work(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the case of sampled work and take its scores; once it is scored, show them."""
    row = (get_work_to_score if request.method == "POST" else get_work)(request.user, pk)
    form = ScoreWorkForm(request.POST or None, norms=norms_of(row))
    score = partial(score_work, work=row, by=request.user, at=timezone.now())
    if is_done(request, form, lambda **said: score(verdicts=form.verdicts(), words=said["words"])):
        messages.success(request, _("Scored. They see it on their own page."))
        return redirect("sampled-works")
    return render(request, "training/work.html", {"form": form} | work_facts(request.user, row))


def work_facts(user: User, row: SampledWork) -> dict[str, object]:
    is_own = row.person_id == user.pk
    crumbs = crumbs_of_people(user) if is_own else [(_("Cases and visits to score"), reverse("sampled-works"))]
    return {
        "work": row,
        "case": row.case,
        "is_own": is_own,
        "scores": scores_shown(row) if row.is_scored else (),
        "may_score": not row.is_scored and is_theirs_to_score(user, row),
        "comment_form": CommentForm(),
        "crumbs": crumbs,
        "story": () if is_own else story_for_staff(row.case),
    }


@require_POST
@login_required
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what the person says to their own score."""
    row, form = get_own_work(request.user, pk), CommentForm(request.POST)
    words = form.cleaned_data["words"] if form.is_valid() else ""
    if not words:
        messages.error(request, _("Write your comment first."))
    else:
        act = partial(comment_on_score, work=row, words=words, by=request.user, at=timezone.now())
        is_pressed(request, act, _("Kept beside the score."))
    return redirect(row)


@require_safe
@login_required
def people(request: HttpRequest) -> HttpResponse:
    """Show each person of the teams that somebody supervises, by name and never by rank."""
    let_in(request.user)
    now = timezone.now()
    today = timezone.localdate(now)
    rows = people_overseen(request.user).select_related("team")
    page = page_of(rows, by="name", cursor=request.GET.get("cursor", ""))
    period, names = months_counted(today), names_of_topics(today)
    shown = [(line, said_of(line, names)) for line in people_lines(page.rows, period, now)]
    return render(request, "training/people.html", {"page": page, "rows": shown, "period": period})


def said_of(line, names) -> dict[str, object]:
    """Say the shares of a person, and the courses that the evidence asks for with the evidence."""
    suggested = [(course, say_evidence(evidence, names)) for course, evidence in line.suggested.items()]
    return {
        "norms": say_sure_share(line.norms),
        "satisfaction": say_sure_share(line.line.satisfaction),
        "promises": say_sure_share(line.line.promises),
        "suggested": suggested,
    }


@require_safe
@login_required
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how somebody is doing, to themself and to who supervises them."""
    found, now = get_person(request.user, pk), timezone.now()
    today = timezone.localdate(now)
    period, names = months_counted(today), names_of_topics(today)
    [line] = people_lines([found], period, now)
    works = works_visible_to(request.user).filter(person=found, scored_at__isnull=False).select_related("case__kind")
    facts = {"person": found, "period": period, "line": line, "said": said_of(line, names)}
    facts |= {"tables": tables_of(line, names), "enrolments": enrolments_of(found)}
    facts |= {"page": page_of(works, by="-done_at", cursor=request.GET.get("cursor", ""), size=20)}
    facts |= {"changed": [(one, changed_rows(one)) for one in courses_compared(found, now)]}
    facts |= {"changed_columns": changed_columns(), "is_own": found == request.user, "team_norms": line.team_norms}
    return render(request, "training/person.html", facts | {"crumbs": crumbs_of_people(request.user), "now": now})


def changed_columns() -> list[str]:
    return [
        _("What is counted"),
        pgettext("training", "Before"),
        pgettext("training", "After"),
        _("Compared"),
    ]


def crumbs_of_people(user: User) -> list[tuple[str, str]]:
    if may_look_at_people(user):
        return [(_("Our people"), reverse("people"))]
    return [(_("My scores and courses"), reverse("person", args=[user.pk]))]


@require_safe
@login_required
def courses(request: HttpRequest) -> HttpResponse:
    """List the sessions of courses, the latest first."""
    let_in(request.user)
    page = page_of(sessions_listed(), by="-starts_at", cursor=request.GET.get("cursor", ""), size=30)
    facts = {"page": page, "now": timezone.now(), "may_hold": trains_people(request.user)}
    return render(request, "training/courses.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new_session(request: HttpRequest) -> HttpResponse:
    """Take in a new session and announce it."""
    if not trains_people(request.user):
        raise Http404
    form = SessionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return redirect(hold_session(by=request.user, at=timezone.now(), **form.cleaned_data))
    return render(request, "training/new_session.html", {"form": form, "crumbs": crumbs_of_courses()})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def session(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a session with those of one's people who have a place, and give another one a place."""
    found, now = get_session(request.user, pk, to_change=request.method == "POST"), timezone.now()
    enrolments = enrolments_visible_to(request.user, found).annotate(who=F("person__name"))
    page = page_of(enrolments, by="who", cursor=request.GET.get("cursor", ""))
    people = people_overseen(request.user).exclude(pk__in=found.enrolments.values("person"))
    form = EnrolForm(request.POST or None, people=people)
    if is_done(request, form, partial(enrol_person, session=found, by=request.user, at=now)):
        messages.success(request, _("They have the place, and are told."))
        return redirect(found)
    facts = {"session": found, "page": page, "form": form, "crumbs": crumbs_of_courses()}
    facts |= {"has_begun": found.has_begun_at(now), "is_open": found.is_open_at(now)}
    return render(request, "training/session.html", facts | {"may_enrol": trains_people(request.user)})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change when, where and for how many a session is held, as long as it has not begun."""
    found, now = get_session(request.user, pk, to_change=True), timezone.now()
    form = HoursForm(request.POST or None, initial=hours_of(found))
    if is_done(request, form, partial(change_session, session=found, at=now)):
        messages.success(request, _("Changed. Whoever has a place is told when it moved."))
        return redirect(found)
    facts = {"session": found, "form": form, "off_form": CallOffForm(), "is_open": found.is_open_at(now)}
    return render(request, "training/change_session.html", facts | {"crumbs": crumbs_of_session(found)})


def hours_of(found: Session) -> dict[str, object]:
    starts, ends = timezone.localtime(found.starts_at), timezone.localtime(found.ends_at)
    hours = {"day": starts.date(), "begins": starts.time(), "ends": ends.time()}
    return hours | {name: getattr(found, name) for name in ("place", "trainer", "places")}


@require_POST
@login_required
def calling_off(request: HttpRequest, pk: int) -> HttpResponse:
    """Call a session off, with the reason that its people read."""
    found, form = get_session(request.user, pk, to_change=True), CallOffForm(request.POST)
    if is_done(request, form, partial(call_off_session, session=found, at=timezone.now())):
        messages.success(request, _("Called off. Whoever had a place is told."))
        return redirect(found)
    facts = {"session": found, "form": HoursForm(initial=hours_of(found)), "off_form": form, "is_open": True}
    return render(request, "training/change_session.html", facts | {"crumbs": crumbs_of_session(found)})


def crumbs_of_courses() -> list[tuple[str, str]]:
    return [(_("Courses"), reverse("courses"))]


def crumbs_of_session(found: Session) -> list[tuple[str, str]]:
    return [*crumbs_of_courses(), (localized(found.course, "name"), found.get_absolute_url())]


@require_POST
@login_required
def attendance(request: HttpRequest, pk: int) -> HttpResponse:
    row, came = get_enrolment(request.user, pk), request.POST.get("attended") == "yes"
    is_pressed(request, partial(mark_attendance, enrolment=row, attended=came, by=request.user, at=timezone.now()))
    return redirect(row.session)


@require_POST
@login_required
def removal(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_enrolment(request.user, pk)
    act = partial(withdraw_enrolment, enrolment=row, at=timezone.now())
    is_pressed(request, act, _("The place is free again, and who had it is told."))
    return redirect(row.session)
