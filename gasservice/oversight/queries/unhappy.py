"""What customers wrote who were not satisfied, counted by words; never a sentence of anybody."""

from datetime import datetime, time

from django.db.models import QuerySet
from django.utils import timezone

from gasservice.cases.models import Case, SurveyResponse
from gasservice.oversight.queries.figures import Cut
from gasservice.oversight.segmenting import words_counted

UNHAPPY = (1, 2)
NEWEST = 2000  # answers read for a page
FEW = 3  # a word of fewer answers would lead to one person
MOST_WORDS = 40


def unhappy_answers(cut: Cut) -> QuerySet[SurveyResponse]:
    """Give the answers of a cut that were 1 or 2 and say something, the newest first."""
    since, until = (timezone.make_aware(datetime.combine(day, time())) for day in (cut.period.since, cut.period.until))
    asked = {"kind__code": cut.kind, "door": cut.door, "community__district": cut.district, "channel": cut.channel}
    narrowed = {f"invitation__case__{name}": value for name, value in asked.items() if value}
    if cut.teams is not None:
        narrowed["invitation__team__in"] = cut.teams
    rows = SurveyResponse.objects.filter(score__in=UNHAPPY, answered_at__gte=since, answered_at__lt=until, **narrowed)
    return rows.exclude(words="").order_by("-answered_at")


def unhappy_words(cut: Cut) -> tuple[int, dict[str, int]]:
    """Give how many answers were read, and in how many of them each word stands that stands in several."""
    texts = list(unhappy_answers(cut).values_list("words", flat=True)[:NEWEST])
    several = [(word, n) for word, n in words_counted(texts).items() if n >= FEW]
    return len(texts), dict(several[:MOST_WORDS])


def cases_with_word(cut: Cut, word: str) -> QuerySet[Case]:
    """Give the cases whose unhappy answer has a word in it, among the answers that are read for a page."""
    read = unhappy_answers(cut).values("pk")[:NEWEST]
    said = SurveyResponse.objects.filter(pk__in=read, words__icontains=word)
    return Case.objects.filter(pk__in=said.values("invitation__case"))
