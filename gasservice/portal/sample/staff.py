"""Who works in Linjiang's service office, in which team, and which team works what."""

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from gasservice.cases.models import Routing
from gasservice.registry.models import District
from gasservice.users.models import Team, User
from gasservice.users.terms import Role

PASSWORD = "gas-office-2026"  # noqa: S105  known on purpose: it opens nothing but the sample city
HOST = "linjiang.example"
TEAMS = [
    ("service", "Customer service desk", "客户服务台", "客戶服務台"),
    ("billing", "Bills and meters", "账务抄表班", "帳務抄錶班"),
    ("north", "Field team north", "江北维修班", "江北維修班"),
    ("south", "Field team south", "江南维修班", "江南維修班"),
    ("emergency", "Emergency team", "抢险值班", "搶險值班"),
]
# Part of the e-mail address before the @, name, role, team.
PEOPLE = [
    ("head", "顾明远", Role.SUPERVISOR, "service"),
    ("supervisor", "沈静", Role.SUPERVISOR, "service"),
    ("field-supervisor", "邵国平", Role.SUPERVISOR, "north"),
    ("lead", "方慧", Role.AGENT, "service"),
    ("agent", "李晓雯", Role.AGENT, "service"),
    ("agent-2", "周倩", Role.AGENT, "service"),
    ("agent-3", "Anna Lin", Role.AGENT, "service"),
    ("billing-lead", "秦芳", Role.AGENT, "billing"),
    ("billing", "许志刚", Role.AGENT, "billing"),
    ("billing-2", "田雨", Role.AGENT, "billing"),
    ("north-lead", "马建军", Role.AGENT, "north"),
    ("north", "唐磊", Role.AGENT, "north"),
    ("north-2", "孙浩", Role.AGENT, "north"),
    ("south-lead", "冯志远", Role.AGENT, "south"),
    ("south", "谢婷", Role.AGENT, "south"),
    ("south-2", "罗凯", Role.AGENT, "south"),
    ("emergency-lead", "石勇", Role.AGENT, "emergency"),
    ("emergency", "高峰", Role.AGENT, "emergency"),
    ("field-worker", "丁师傅", Role.FIELD_WORKER, "north"),
    ("field-worker-2", "江师傅", Role.FIELD_WORKER, "north"),
    ("field-worker-3", "余师傅", Role.FIELD_WORKER, "south"),
    ("field-worker-4", "蒋师傅", Role.FIELD_WORKER, "south"),
    ("field-worker-5", "严师傅", Role.FIELD_WORKER, "emergency"),
    ("standards-officer", "苏文", Role.STANDARDS_OFFICER, None),
    ("auditor", "贺兰", Role.AUDITOR, None),
    ("volunteer", "赵阿姨", Role.VOLUNTEER, None),
    ("volunteer-2", "孙老师", Role.VOLUNTEER, None),
    ("party", "宏业管道设计院", Role.PARTY, None),
    ("customer", "陈桂兰", Role.CUSTOMER, None),
    ("neighbour", "John Miller", Role.CUSTOMER, None),
]
# Team: lead, supervisor, head.
LADDERS = {
    "service": ("lead", "supervisor", "head"),
    "billing": ("billing-lead", "supervisor", "head"),
    "north": ("north-lead", "field-supervisor", "head"),
    "south": ("south-lead", "field-supervisor", "head"),
    "emergency": ("emergency-lead", "field-supervisor", "head"),
}
# Who is told of an emergency beside the people of its team: the telephone and the mailbox that is always watched.
DUTY = {"emergency": ("+8613900000119", "duty")}
FIELD_DISTRICTS = {"jiangbei": "north", "gaoxin": "north", "gulou": "south", "jiangnan": "south", "nanhu": "south"}
# Complaints that a team other than the service desk knows more about.
BILLING_COMPLAINTS = ["late-charge", "reading-and-charges", "arrears"]
FIELD_COMPLAINTS = ["pipe-work", "repair-work"]


def email_of(place: str) -> str:
    return f"{place}@{HOST}"


def hire_staff() -> dict[str, User]:
    """Make teams and users, all with the one known password; give them by the first part of their address."""
    teams = {code: Team(code=code, name_en=en, name_zh_hans=hans, name_zh_hant=hant) for code, en, hans, hant in TEAMS}
    Team.objects.bulk_create(teams.values())
    password = make_password(PASSWORD)
    people = {
        place: User(email=email_of(place), name=name, role=role, team=teams.get(team), password=password)
        for place, name, role, team in PEOPLE
    }
    people["neighbour"].language = "en"
    User.objects.bulk_create(people.values())
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in people.values()
    )
    for code, (lead, supervisor, head) in LADDERS.items():
        team = teams[code]
        team.lead, team.supervisor, team.head = people[lead], people[supervisor], people[head]
    for code, (phone, place) in DUTY.items():
        teams[code].duty_phone, teams[code].duty_email = phone, email_of(place)
    Team.objects.bulk_update(teams.values(), ["lead", "supervisor", "head", "duty_phone", "duty_email"])
    return people


def route_cases() -> None:
    """Say which team works what: the field teams by district, the rest by door and kind."""
    teams = {team.code: team for team in Team.objects.all()}
    districts = {district.code: district for district in District.objects.all()}
    doors = {"complaints": "service", "billing": "billing", "repairs": "north"}
    rows = [Routing(door=door, team=teams[team]) for door, team in doors.items()]
    rows += [Routing(door="complaints", kind_code=kind, team=teams["billing"]) for kind in BILLING_COMPLAINTS]
    rows += [Routing(door="repairs", kind_code="leak", team=teams["emergency"])]
    for code, team in FIELD_DISTRICTS.items():
        where = {"district": districts[code], "team": teams[team]}
        rows.append(Routing(door="repairs", **where))
        rows += [Routing(door="complaints", kind_code=kind, **where) for kind in FIELD_COMPLAINTS]
    Routing.objects.bulk_create(rows)
