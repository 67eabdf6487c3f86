"""What customers wrote who were not satisfied, counted by words; never a sentence of anybody."""

from django.db.models import QuerySet

from gasservice.cases.models import SurveyResponse
from gasservice.oversight.queries.figures import Cut
from gasservice.oversight.queries.rated import answers_in
from gasservice.oversight.segmenting import words_counted, words_of

UNHAPPY = (1, 2)
NEWEST = 2000  # answers read for a page
FEW = 3  # a word of fewer answers would lead to one person
MOST_WORDS = 40


def unhappy_answers(cut: Cut) -> QuerySet[SurveyResponse]:
    """Give the answers of a cut that were 1 or 2 and say something, the newest first; as many as are read."""
    rows = answers_in(cut).filter(score__in=UNHAPPY).exclude(words="")
    return rows.order_by("-answered_at", "-pk")[:NEWEST]


def unhappy_words(cut: Cut) -> tuple[int, dict[str, int]]:
    """Give how many answers were read, and in how many of them each word stands that stands in several."""
    texts = list(unhappy_answers(cut).values_list("words", flat=True))
    several = [(word, n) for word, n in words_counted(texts).items() if n >= FEW]
    return len(texts), dict(several[:MOST_WORDS])


def answers_with_word(cut: Cut, word: str) -> list[int]:
    """Give the keys of the unhappy answers that a word is counted in."""
    read = unhappy_answers(cut).values_list("pk", "words")
    return [pk for pk, words in read if word in words_of(words)]
