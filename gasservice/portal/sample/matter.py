"""One story that happens to somebody: who, where, when and how it reached us."""

from calendar import month_name
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from gasservice.cases.references import FIRST, LAST, reference_of
from gasservice.portal.sample.desk import Desk
from gasservice.portal.sample.stories import Story
from gasservice.registry.models import Tenure
from gasservice.standards.models import CaseKind
from gasservice.standards.terms import Priority
from gasservice.users.models import User

# Who signs in has more to look at than others.
OFTEN = 6
# How long a case may lie about: half done, or seen by nobody.
STALLED, OVERLOOKED = timedelta(days=50), timedelta(days=6)


@dataclass
class Matter:
    """A story with its people, its place and its figures."""

    story: Story
    kind: CaseKind
    tenure: Tenure
    opened_at: datetime
    channel: str
    clerk: User
    named: list[User]
    figures: dict[str, str]
    reference: str
    submission: UUID
    stalls: bool
    is_overlooked: bool

    @property
    def user(self) -> User | None:
        return self.tenure.customer.user

    @property
    def is_urgent(self) -> bool:
        return self.kind.priority == Priority.EMERGENCY

    @property
    def language(self) -> str:
        return self.tenure.customer.language

    def fill(self, words: str) -> str:
        return words.format(**self.figures)

    def filing(self) -> dict:
        """Give what open_case asks, but the time."""
        customer, account = self.tenure.customer, self.tenure.gas_account
        premise = account.service_point.premise
        return {
            "kind": self.kind,
            "reference": self.reference,
            "submission": self.submission,
            "words": self.fill(self.story.says),
            "by": self.user if self.channel == "web" else self.clerk,
            "filed_by": self.user,
            "named": self.named,
            "title": self.story.title,
            "customer": customer,
            "contact_name": customer.name,
            "contact_phone": customer.phone,
            "contact_email": customer.email,
            "language": self.language,
            "community": premise.community,
            "premise": premise,
            "gas_account": account,
            "channel": self.channel,
        }


def draw_matters(count: int, desk: Desk, chance: Random, pool: tuple[Story, ...], until: datetime) -> list[Matter]:
    """Draw `count` matters of the last year, denser of late, each story as often as the others."""
    told = [pool[n % len(pool)] for n in range(count)]
    chance.shuffle(told)
    numbers = chance.sample(range(FIRST, LAST), count)
    return [draw_matter(story, number, desk, chance, until) for story, number in zip(told, numbers, strict=True)]


def draw_matter(story: Story, number: int, desk: Desk, chance: Random, until: datetime) -> Matter:
    kind = desk.kinds[story.door, story.kind]
    is_urgent = kind.priority == Priority.EMERGENCY
    opened_at = draw_moment(chance, until, is_urgent)
    fitting = [tenure for tenure in desk.holders if fits(tenure, story)]
    tenure = chance.choices(fitting, [OFTEN if tenure.customer.user else 1 for tenure in fitting])[0]
    place = tenure.gas_account.service_point.premise.community
    names = list(place.names.order_by("known_from").values_list("name", flat=True))
    channels = ["phone"] if is_urgent else ["web", "web", "web", "phone", "phone", "counter", "12345"]
    return Matter(
        story=story,
        kind=kind,
        tenure=tenure,
        opened_at=opened_at,
        channel=chance.choice(channels),
        clerk=chance.choice(desk.members[desk.teams["service"].pk]),
        named=[desk.people[story.named]] if story.named else [],
        figures=draw_figures(chance, opened_at, place.name, names[0], story.language),
        reference=reference_of(number),
        submission=UUID(int=chance.getrandbits(128), version=4),
        stalls=not is_urgent and until - opened_at < STALLED and chance.random() < 0.15,
        is_overlooked=not is_urgent and until - opened_at < OVERLOOKED and chance.random() < 0.25,
    )


def draw_moment(chance: Random, until: datetime, is_urgent: bool) -> datetime:
    """Draw a moment of the last year, every third of them in the last four weeks."""
    days = 28 * chance.random() ** 1.3 if chance.random() < 0.33 else chance.uniform(28, 364)
    day = until - timedelta(days=int(days) + 1)
    hour = chance.uniform(0, 24) if is_urgent else chance.triangular(7, 22, 10)
    return day + timedelta(minutes=int(hour * 60), seconds=chance.randint(0, 59))


def fits(tenure: Tenure, story: Story) -> bool:
    """Say whether a story can have happened there; who reads English writes it."""
    account, customer = tenure.gas_account, tenure.customer
    if story.business != (account.supply_class == "commercial"):
        return False
    if (story.language == "en") != (customer.language == "en"):
        return False
    return not story.renamed or tenure.names > 1


def draw_figures(chance: Random, opened_at: datetime, community: str, old: str, language: str) -> dict[str, str]:
    month = (opened_at.month - 2) % 12 + 1
    return {
        "month": month_name[month] if language == "en" else f"{month}月",
        "amount": f"{chance.uniform(12, 180):.2f}",
        "m3": str(chance.randint(24, 96)),
        "community": community,
        "old": old,
    }
