"""The figure that says how good early warning is, as the glossary has it."""

from django.utils.translation import gettext_lazy as _

from gasservice.oversight.measures import Definition, Unit, register_definition

FALSE_ALARMS = Definition(
    "false_alarms",
    _("False alarms"),
    _("How many early warnings of key accounts a month turned out to be none: a person looked and dismissed them."),
    _(
        "Counts in the month of the verdict, beside all that were judged and with the interval of the share. What is "
        "held back or gone by itself was judged by nobody and does not count."
    ),
    Unit.COUNT,
    (),
    rows=_("early warnings that a person confirmed or dismissed"),
)

register_definition(FALSE_ALARMS)
