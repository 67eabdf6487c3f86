"""Which part each repair of the sample city is about; what still lies with the desk lacks it, as told by telephone."""

from django.db.models import Q

from gasservice.cases.models import Case
from gasservice.cases.terms import ChannelIn
from gasservice.portal.sample.parts import City, register
from gasservice.standards.terms import Door
from repairs.actions.faults import keep_told
from repairs.terms import UNSURE

# What the titles of the stories speak of.
PARTS = {
    "灶具打不着火": "appliance",
    "燃气表前阀门拧不动": "before-meter",
    "全家没气，邻居有气": UNSURE,
    "热水器水忽冷忽热": "appliance",
    "燃气报警器一直响": "alarm",
    "报警器到期怎么换": "alarm",
    "新买的热水器要你们装吗": "appliance",
    "液化气灶能改成天然气用吗": "appliance",
    "Boiler shows an error and there is no hot water": "appliance",
}


@register
def note_parts(city: City) -> None:
    """Keep what each customer was told: on the web before they sent it, else when somebody of ours asked."""
    asked = Q(channel=ChannelIn.WEB) | Q(owner__isnull=False)
    cases = Case.objects.filter(asked, door=Door.REPAIRS, title__in=PARTS).select_related("owner").order_by("pk")
    for case in cases:
        by = None if case.channel == ChannelIn.WEB else case.owner
        keep_told(case, part=PARTS[case.title], is_accepted=True, by=by, at=case.opened_at)
