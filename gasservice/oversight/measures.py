"""What is counted, and the figures made of it: the one table that the counting, the pages and the glossary go by."""

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _


class Measure(models.TextChoices):
    """One thing that a case or an outage counts for, in the month in which it happened."""

    OPENED = "opened", _("cases opened")
    KEPT = "kept", _("promises kept in time, counted when they were kept")
    MISSED = "missed", _("promises kept late or ended unkept, counted when they ran out")
    OPEN_LATE = "open_late", _("promises that ran out and are still open, counted when they ran out")
    WAIT = "wait", _("waits in elapsed time, counted when they ended")
    WORKING_WAIT = "working_wait", _("waits in working time, pauses left out, counted when they ended")
    RESOLVED = "resolved", _("cases resolved; one that was reopened counts each time")
    RESOLVED_FIRST = "resolved_first", _("cases resolved with at most one reply and not reopened")
    NEXT_DAY = "next_day", _("cases resolved by the end of the working day after they were opened")
    REOPENED = "reopened", _("resolved cases that were reopened later, counted when they had been resolved")
    HANDOVERS = "handovers", _("handovers until a case was resolved, counted when it was")
    REPEATED = "repeated", _("cases opened at a place that had another one in the 30 days before")
    ESCALATED = "escalated", _("steps by which a late promise climbed to somebody above, counted when they were taken")
    TIMES_OWED = "times_owed", _("how often redress came to be owed, counted when it was")
    TIMES_PAID = "times_paid", _("how often redress was credited or paid out, counted when it was")
    REDRESS_OWED = "redress_owed", _("redress in fen, counted when it was owed")
    REDRESS_PAID = "redress_paid", _("redress in fen, counted when it was credited or paid out")
    ASKED = "asked", _("surveys sent")
    REPLIED = "replied", _("surveys that were answered, counted when they had been sent")
    SCORE = "score", _("ratings of 1 to 5, counted when they were given")
    SOLVED = "solved", _("answers to whether it was solved, counted when they were given")
    EASE = "ease", _("ratings of 1 to 7 of how easy it was, counted when they were given")
    RECOMMEND = "recommend", _("ratings of 0 to 10 of whether one would recommend us, counted when they were given")
    PLANNED = "planned", _("planned outages, counted when they began or were to begin")
    IN_TIME = "in_time", _("planned outages announced at least 48 hours before")


WAITS = (Measure.WAIT, Measure.WORKING_WAIT)


class Unit(models.TextChoices):
    """What a figure is given in."""

    COUNT = "count", _("number")
    SHARE = "share", _("percent")
    WAIT = "wait", _("time")
    MEAN = "mean", _("mean")
    SCORE = "score", _("points from -100 to 100")
    MONEY = "money", _("yuan")


EXACT = _("exact")
WITHIN = _("to within 2.5 percent")
PER_ACCOUNTS = _("by month and district; accounts as they were last counted in that month")


@dataclass(frozen=True)
class Definition:
    """A figure as people read it; `code` is the property of a line that gives it, `measures` are what it rests on."""

    code: str
    name: Lazy
    meaning: Lazy
    counting: Lazy
    unit: Unit
    measures: tuple[Measure, ...]
    grain: Lazy = EXACT
    rows: Lazy | str = ""  # what it rests on where that is no measure of ours

    @property
    def facts(self) -> list[tuple[str, str]]:
        """What the glossary says of it beside its words."""
        rests_on = str(self.rows) or gettext("; ").join(str(Measure(measure).label) for measure in self.measures)
        return [(_("Rests on"), rests_on), (_("Given in"), self.unit.label), (_("Grain"), self.grain)]


DEFINITIONS = (
    Definition(
        "opened",
        _("Cases opened"),
        _("How many matters people brought to us."),
        _("Every case counts once, in the month in which it was opened, under the kind that it has now."),
        Unit.COUNT,
        (Measure.OPENED,),
    ),
    Definition(
        "promises",
        _("Promises kept"),
        _("The share of our promises that we kept by the time we named."),
        _(
            "Kept, of all that were decided: kept, kept late, ended unkept, and those that ran out and are "
            "still open. A promise counts in the month in which it was decided: kept in time when it was kept, "
            "else when its time ran out. It counts for the team that had the case then."
        ),
        Unit.SHARE,
        (Measure.KEPT, Measure.MISSED, Measure.OPEN_LATE),
    ),
    Definition(
        "first_answer",
        _("Time to the first answer"),
        _("The time within which half of the cases got the first reply of a person, and nine in ten."),
        _("Elapsed time, nights and weekends included, from the opening to the first reply."),
        Unit.WAIT,
        (Measure.WAIT,),
        WITHIN,
    ),
    Definition(
        "resolution",
        _("Time to the full answer"),
        _("The time within which half of the cases were resolved, and nine in ten."),
        _(
            "Elapsed time, nights and weekends included, from the opening, or from the reopening, until it was "
            "resolved."
        ),
        Unit.WAIT,
        (Measure.WAIT,),
        WITHIN,
    ),
    Definition(
        "working_resolution",
        _("Working time to the full answer"),
        _("The same in the hours in which we are open."),
        _(
            "Only open hours of the calendar of the promise count, and no time in which we waited for the "
            "customer or for access."
        ),
        Unit.WAIT,
        (Measure.WORKING_WAIT,),
        WITHIN,
    ),
    Definition(
        "satisfaction",
        pgettext_lazy("a share", "Satisfied customers"),
        _("The share of the ratings that were 4 or 5 of 5."),
        _(
            "Every rating counts when it was given, for the team and the person who handled the case when it "
            "was closed. The interval is Wilson’s, at 95 percent."
        ),
        Unit.SHARE,
        (Measure.SCORE,),
    ),
    Definition(
        "response",
        _("Answers to surveys"),
        _("The share of those we asked who answered."),
        _("Counts in the month in which we asked. A satisfaction of few who answered says little about all."),
        Unit.SHARE,
        (Measure.ASKED, Measure.REPLIED),
    ),
    Definition(
        "solved",
        _("Solved, as customers say"),
        _("The share of those who answered whether it was solved and said yes."),
        _("The customer’s own word, whatever we found."),
        Unit.SHARE,
        (Measure.SOLVED,),
    ),
    Definition(
        "ease",
        _("How easy it was"),
        _("The mean of the ratings of 1 to 7 of how easy it was to get it done; 7 is very easy."),
        _("Every answer counts when it was given."),
        Unit.MEAN,
        (Measure.EASE,),
    ),
    Definition(
        "nps",
        _("Would recommend us"),
        _("The percent who gave 9 or 10 of 10, less the percent who gave 6 or less."),
        _("Every answer counts when it was given; the standard error stands beside it."),
        Unit.SCORE,
        (Measure.RECOMMEND,),
    ),
    Definition(
        "first_contact",
        _("Resolved at the first contact"),
        _("The share of the resolved cases that needed no second reply and were not reopened."),
        _("At most one reply before it was resolved. To be read beside the reopened ones."),
        Unit.SHARE,
        (Measure.RESOLVED, Measure.RESOLVED_FIRST),
    ),
    Definition(
        "reopened",
        pgettext_lazy("a share", "Reopened"),
        _("The share of the resolved cases that had to be taken up again."),
        _("Counts in the month in which the case had been resolved, so a month may still rise."),
        Unit.SHARE,
        (Measure.RESOLVED, Measure.REOPENED),
    ),
    Definition(
        "next_day",
        _("Resolved by the next working day"),
        _("The share of the resolved cases that were resolved by the end of the working day after they were opened."),
        _("Working days of the calendar of the case’s promises; Monday to Friday where it has none."),
        Unit.SHARE,
        (Measure.RESOLVED, Measure.NEXT_DAY),
    ),
    Definition(
        "handovers_per_case",
        _("Handovers per case"),
        _("How often a case went to another team or person before it was resolved."),
        _("Handovers of the cases resolved, by their number; taking a case or giving it out within a team is none."),
        Unit.MEAN,
        (Measure.RESOLVED, Measure.HANDOVERS),
    ),
    Definition(
        "repeated",
        _("Repeated cases"),
        _("The share of the cases opened at a place that had another one in the 30 days before."),
        _("Cases without a place of our books, and cases whose customer was forgotten, are not repeated ones."),
        Unit.SHARE,
        (Measure.OPENED, Measure.REPEATED),
    ),
    Definition(
        "per_100_000",
        _("Cases per 100,000 gas accounts"),
        _("Cases opened in the months asked for, for every 100,000 gas accounts that we serve."),
        _("For the city or a district, of all cases or of a door or kind: teams and channels have no accounts."),
        Unit.MEAN,
        (Measure.OPENED,),
        PER_ACCOUNTS,
    ),
    Definition(
        "redress_owed",
        _("Redress owed"),
        _("What we came to owe for promises we missed and for gas that was off too long."),
        _("Counts when it was owed; nobody has to claim it."),
        Unit.MONEY,
        (Measure.REDRESS_OWED, Measure.TIMES_OWED),
    ),
    Definition(
        "redress_paid",
        _("Redress paid"),
        _("What of it was credited to a bill or paid out."),
        _("Counts when it was credited or paid, so it may be of an earlier month."),
        Unit.MONEY,
        (Measure.REDRESS_PAID, Measure.TIMES_PAID),
    ),
    Definition(
        "escalated",
        _("Steps up the ladder"),
        _("How often a late promise was told to somebody above: team lead, supervisor or head of service."),
        _("Every step counts when it was taken; a promise that stays late climbs several. Telling the owner is none."),
        Unit.COUNT,
        (Measure.ESCALATED,),
    ),
    Definition(
        "notices_in_time",
        _("Planned outages announced in time"),
        _("The share of the planned outages that everybody heard of at least 48 hours before."),
        _(
            "Whatever was announced later and made it begin earlier or hit more places had to come 48 hours "
            "before, too. Those called off before they began do not count."
        ),
        Unit.SHARE,
        (Measure.PLANNED, Measure.IN_TIME),
    ),
)
_of_rooms_above: list[Definition] = []


def register_definition(definition: Definition) -> None:
    """Put a figure into the glossary that a package above counts by itself; it does so in its `measures.py`."""
    _of_rooms_above.append(definition)


def definitions_known() -> list[Definition]:
    """Give all that the glossary explains."""
    return [*DEFINITIONS, *_of_rooms_above]
