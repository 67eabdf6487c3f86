"""What each kind of sign is told with: its sentence, the question its drawing answers, and the names of its columns."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gasservice.keyaccounts.terms import Cause, SignKind

SENTENCES: dict[str, Promise] = {
    SignKind.WEEK: _(
        "%(seen)s m³ were used in the week to %(day)s; %(expected)s m³ were to be expected by the weather, "
        "and less than %(limit)s m³ is rare here."
    ),
    SignKind.DRIFT: _(
        "Over the last weeks usage lies %(seen)s%% below what was to be expected; chance explains up to %(limit)s%%."
    ),
    SignKind.SHORTFALL: _(
        "What is missing week after week adds up to %(seen)s usual deviations; the limit is %(limit)s."
    ),
    SignKind.MONTH: _(
        "%(seen)s m³ a day were used in %(month)s; by the season %(expected)s m³ were to be expected, "
        "and less than %(limit)s m³ is rare."
    ),
    SignKind.PAYMENT: _(
        "Days that the bill due %(day)s is past due: %(seen)s; usual for this account are %(expected)s, "
        "and more than %(limit)s are rare."
    ),
    SignKind.COMPLAINTS: _(
        "Complaints in 30 days: %(seen)s; usual are %(expected)s, "
        "and %(limit)s or more come by chance less than once in a thousand."
    ),
    SignKind.METER: _("Faults of the meter in three months: %(seen)s, the last on %(day)s."),
}
QUESTIONS: dict[str, tuple[Promise, Promise]] = {
    SignKind.WEEK: (
        _("Does the weather explain what was used?"),
        _("Week by week, beside what this account uses at such temperatures on such weekdays"),
    ),
    SignKind.DRIFT: (
        _("Does usage stay below what was to be expected?"),
        _("Moving average of the last weeks, in percent below, beside how far chance takes it"),
    ),
    SignKind.SHORTFALL: (
        _("Does a small shortfall add up?"),
        _("What is missing week after week, in usual deviations of this account, beside the limit"),
    ),
    SignKind.MONTH: (
        _("Is it less than the season explains?"),
        _("A day of each month on average, beside the same month of the year before"),
    ),
    SignKind.PAYMENT: (
        _("Does this customer pay later than before?"),
        _("Days past due of each bill, beside the median of this account"),
    ),
    SignKind.COMPLAINTS: (
        _("Do complaints come all at once?"),
        _("Complaints of 30 days each, beside what is usual for this account"),
    ),
    SignKind.METER: (
        _("Does the meter give trouble?"),
        _("Reported faults of the meter and tests that it failed, month by month"),
    ),
}
# What a mark of the drawing is, what was seen of it, and what was expected.
COLUMNS: dict[str, tuple[Promise, Promise, Promise]] = {
    SignKind.WEEK: (_("Week to"), _("Used, m³"), _("Expected by the weather, m³")),
    SignKind.DRIFT: (_("Week to"), _("Below expected, %"), _("Chance explains, %")),
    SignKind.SHORTFALL: (_("Week to"), _("Added up"), _("Limit")),
    SignKind.MONTH: (_("Month"), _("Used a day, m³"), _("A year before, m³")),
    SignKind.PAYMENT: (_("Bill due"), _("Days past due"), _("Its usual days")),
    SignKind.COMPLAINTS: (_("30 days to"), _("Complaints"), _("Usual")),
    SignKind.METER: (_("Month"), _("Faults"), _("Usual")),
}
HELD_BACK: dict[str, Promise] = {
    Cause.INTERRUPTION: _(
        "Held back: gas was off there (outage %(which)s). Without those days the sign does not stand."
    ),
    Cause.EXCHANGE: _("Held back: meter %(which)s was exchanged. Without the days around it the sign does not stand."),
    Cause.STOP: _("Held back: we had stopped the gas. Without those days the sign does not stand."),
}
