"""What the pages of a supervisor are asked for, and what the dashboard shows."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from gasservice.oversight import drawing
from gasservice.oversight.access import sees_all, teams_led, teams_overseen
from gasservice.oversight.drawing_months import month_charts
from gasservice.oversight.forms import CutForm, DashboardForm, PeopleForm
from gasservice.oversight.lines import summed
from gasservice.oversight.periods import Period, period_named, year_to
from gasservice.oversight.queries.behind import backlog_by_age
from gasservice.oversight.queries.figures import SHOWN, Cut, figures_by, figures_by_month, line_of, lines_of_doors
from gasservice.oversight.terms import Figure
from gasservice.users.models import User


@dataclass(frozen=True)
class Look:
    """What a dashboard was asked for, by whom: a form that is wrong shows the default period, and says so."""

    form: DashboardForm
    asked: dict
    cut: Cut
    now: datetime
    is_narrowed: bool

    @classmethod
    def asked_by(cls, request: HttpRequest, now: datetime, form_class: type[DashboardForm] = DashboardForm) -> "Look":
        today, user = timezone.localdate(now), request.user
        teams = teams_led(user) if form_class is PeopleForm else teams_overseen(user)
        form = form_class(request.GET, teams=teams, today=today)
        asked = form.cleaned_data if form.is_valid() else {}
        period = asked.get("months") or period_named(asked.get("period", ""), today)
        return cls(form, asked, Cut(period, **whose_work(request.user, form, asked)), now, bool(request.GET))

    @property
    def facts(self) -> dict[str, object]:
        """What the head of every page shows."""
        return {
            "form": self.form,
            "period": self.cut.period,
            "is_narrowed": self.is_narrowed,
            "now": self.now,
            "place": "dashboard",
            "bar_columns": drawing.bar_columns(),
        }

    @property
    def link_to(self) -> Callable[..., str]:
        """Give the way from a figure of this cut to its cases."""
        narrowed = {name: self.asked.get(name, "") for name in ("door", "team", "district", "channel")}
        return links(self.cut.period, **narrowed)


def panels_of(look: Look) -> dict[str, object]:
    """Read what the dashboard shows and draw it."""
    period, this_month = look.cut.period, timezone.localdate(look.now).replace(day=1)
    before = line_of(replace(look.cut, period=period.before), SHOWN)
    months = figures_by_month(replace(look.cut, period=year_to(period.last)), only=SHOWN)
    lines = lines_of_doors(look.cut)
    whole = summed(lines)
    link_to = look.link_to
    doors = drawing.doors_named(lines)
    teams = drawing.teams_named(figures_by(look.cut, "team", only=SHOWN), look.form.teams.values())
    return {
        "whole": whole,
        "tiles": drawing.tiles_of(whole, before, months, link_to),
        "shortcuts": drawing.shortcuts(whole, link_to),
        **month_charts(months, this_month, link_to),
        "promises_by_door": drawing.promises_bars(doors, "door", link_to),
        "promises_by_team": drawing.promises_bars(teams, "team", link_to),
        "satisfaction_by_door": drawing.satisfaction_bars(doors, "door", link_to),
        "satisfaction_by_team": drawing.satisfaction_bars(teams, "team", link_to),
        "backlog": drawing.backlog_bars(backlog_by_age(look.cut, look.now), link_to),
        "table": drawing.table_of(doors, teams, link_to),
    }


def whose_work(user: User, form: CutForm, asked: dict) -> dict[str, object]:
    """Narrow to what is asked for, and never beyond the teams somebody oversees."""
    chosen = form.teams.get(asked.get("team", ""))
    overseen = None if sees_all(user) else frozenset(team.pk for team in form.teams.values())
    district = form.districts.get(asked.get("district", ""))
    return {
        "door": asked.get("door", ""),
        "teams": frozenset({chosen.pk}) if chosen else overseen,
        "district": district.pk if district else 0,
        "channel": asked.get("channel", ""),
    }


def links(period: Period, **narrowed: str) -> Callable[..., str]:
    """Give the way from a figure to its cases; what it is narrowed to is put together once for all figures."""
    page = reverse("dashboard-cases") + "?figure="
    asked = {"since": period.since, "until": period.until} | narrowed

    @cache
    def narrowed_by(more: tuple[tuple[str, str], ...]) -> str:
        return "&" + urlencode([(name, f"{value}") for name, value in (asked | dict(more)).items() if value])

    def link_to(figure: Figure, **more: str) -> str:
        return page + figure + narrowed_by(tuple(more.items()))

    return link_to
