"""What training has of somebody, for them to take away."""

from gasservice.training.access import works_visible_to
from gasservice.training.models import Enrolment, SampledWork
from gasservice.users.models import User
from gasservice.web.languages import localized


def training_of(user: User) -> dict[str, object]:
    """Give how somebody's work was scored and what was said to it, and their places; nothing of the cases."""
    works = works_visible_to(user).filter(person=user).prefetch_related("scores__norm").order_by("pk")
    places = Enrolment.objects.filter(person=user).select_related("session__course").order_by("pk")
    return {"scores": [work_facts(work) for work in works], "courses": [place_facts(row) for row in places]}


def work_facts(work: SampledWork) -> dict[str, object]:
    return {
        "work": "visit" if work.appointment_id else "case",
        "done_at": work.done_at,
        "scored_at": work.scored_at,
        "norms": [
            {"norm": localized(score.norm, "words"), "verdict": score.verdict, "words": score.words}
            for score in work.scores.all()
        ],
        "words": work.words,
        "comment": work.comment,
        "commented_at": work.commented_at,
    }


def place_facts(row: Enrolment) -> dict[str, object]:
    session = row.session
    return {
        "course": localized(session.course, "name"),
        "starts_at": session.starts_at,
        "place": session.place,
        "enrolled_at": row.enrolled_at,
        "called_off_because": session.called_off_because,
        "attended": row.attended,
    }
