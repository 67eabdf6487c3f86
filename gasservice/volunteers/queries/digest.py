"""What the public reads of a month: how much was looked at, how it was judged, what was seen and answered."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Avg, Count, F, Q, QuerySet

from gasservice.oversight.rules import Share
from gasservice.registry.access import midnight
from gasservice.registry.models import District
from gasservice.standards.clock import months_after
from gasservice.volunteers.access import in_term
from gasservice.volunteers.models import Observation, SpotCheck, Volunteer
from gasservice.volunteers.rules import LEAST_PEOPLE, hidden_among


@dataclass(frozen=True)
class DistrictLine:
    """A district's part; None where too few people stand behind it."""

    district: District
    observations: int | None


@dataclass(frozen=True)
class Digest:
    """A month of the volunteers; what rests on too few people is None."""

    month: date
    volunteers: int
    drawn: int
    judged: int
    fair: float | None
    clear: float | None
    observations: int
    answered: Share
    districts: list[DistrictLine]

    @property
    def hidden(self) -> set[int]:
        """The districts that too few people look at to be named."""
        return {line.district.pk for line in self.districts if line.observations is None}


def digest_of(month: date, at: datetime) -> Digest:
    """Count a month: the checks of cases closed in it, and the observations written in it."""
    checks, seen = SpotCheck.objects.filter(month=month), written_in(month)
    counted = checks.aggregate(
        drawn=Count("pk"),
        judged=Count("judged_at"),
        people=Count("volunteer", distinct=True, filter=Q(judged_at__isnull=False)),
        fair=Avg("fair"),
        clear=Avg("clear"),
    )
    people = counted.pop("people")
    if people < LEAST_PEOPLE:
        counted |= {"fair": None, "clear": None}
    serving = in_term(month) | in_term(months_after(month, 1))
    return Digest(
        month=month,
        volunteers=Volunteer.objects.filter(serving).count(),
        observations=seen.count(),
        answered=answered_of(seen, at),
        districts=district_lines(seen),
        **counted,
    )


def written_in(month: date) -> QuerySet[Observation]:
    until = midnight(months_after(month, 1))
    return Observation.objects.filter(written_at__gte=midnight(month), written_at__lt=until)


def answered_of(seen: QuerySet[Observation], at: datetime) -> Share:
    """Count what was answered by our promise, of all whose answer was given or due; late and open counts against us."""
    kept = Q(answered_at__lte=F("due_at"))
    is_over = Q(answered_at__isnull=False) | Q(due_at__lt=at)
    counted = seen.filter(is_over, due_at__isnull=False).aggregate(kept=Count("pk", filter=kept), of=Count("pk"))
    return Share(counted["kept"], counted["of"])


def district_lines(seen: QuerySet[Observation]) -> list[DistrictLine]:
    """Count by district; a district of too few volunteers, and what the sum would give away, stays hidden."""
    rows = seen.order_by().values("community__district")
    rows = rows.annotate(n=Count("pk"), people=Count("volunteer", distinct=True))
    found = {row["community__district"]: row for row in rows}
    hidden = hidden_among({pk: row["people"] for pk, row in found.items()})
    districts = District.objects.filter(pk__in=found)
    return [DistrictLine(row, None if row.pk in hidden else found[row.pk]["n"]) for row in districts]


def published_in(month: date) -> QuerySet[Observation]:
    """Give what an editor wrote for the public."""
    return written_in(month).exclude(public_words="").select_related("community__district")


def months_told(last: date, count: int = 12) -> list[date]:
    """Give the months that can be read, the latest first."""
    return [months_after(last, -n) for n in range(count)]
