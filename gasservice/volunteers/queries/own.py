"""What a volunteer has of their own, to look at and to take away."""

from gasservice.users.models import User
from gasservice.volunteers.models import Observation, SpotCheck, Volunteer

OF_VOLUNTEER = ("applied_at", "motive", "state", "why", "term_from", "term_until")
OF_CHECK = ("month", "fair", "clear", "words", "judged_at")
OF_OBSERVATION = ("community__name", "kind", "seen_on", "words", "written_at", "answer", "answered_at")


def volunteering_of(user: User) -> dict[str, object]:
    """Give what somebody applied with, judged and saw."""
    return {
        "applications": list(Volunteer.objects.filter(user=user).order_by("pk").values(*OF_VOLUNTEER)),
        "checks": list(SpotCheck.objects.filter(volunteer__user=user).order_by("pk").values(*OF_CHECK)),
        "observations": list(Observation.objects.filter(volunteer__user=user).order_by("pk").values(*OF_OBSERVATION)),
    }
