"""Questions and answers as people read them."""

from django.utils.translation import gettext as _

from gasservice.oversight.drawing import BarRow
from gasservice.oversight.rules import Share
from gasservice.oversight.words import say_answers, say_interval, say_share
from gasservice.questionnaires.models import Answer, Question
from gasservice.questionnaires.queries import CampaignResult, QuestionResult
from gasservice.questionnaires.terms import YES, QuestionKind
from gasservice.web.languages import localized


def options_of(question: Question) -> list[str]:
    return list(localized(question, "options"))


def say_number_of(question: Question, number: int) -> str:
    """Say what a number means in the answer to a question."""
    match question.kind:
        case QuestionKind.SCALE:
            return [_("1, very bad"), "2", "3", "4", _("5, very good")][number - 1]
        case QuestionKind.YES_NO:
            return _("Yes") if number == YES else _("No")
    return options_of(question)[number - 1]


def say_given(answer: Answer) -> str:
    return answer.words or say_number_of(answer.question, answer.number)


def bars_of(result: QuestionResult) -> list[BarRow]:
    """Draw how often each answer was given, with how sure that is."""
    return [bar_of(result, number, Share(n, result.answered)) for number, n in result.counts.items() if result.answered]


def bar_of(result: QuestionResult, number: int, share: Share) -> BarRow:
    low, high = share.interval
    name, words = say_number_of(result.question, number), say_answers(share.part)
    return BarRow(name, say_share(share), share.value, words, low=low, high=high)


def say_result(result: QuestionResult) -> str:
    """Say what a question comes to in a line."""
    if result.share is None:
        return say_answers(result.answered)
    words = {"share": say_share(result.share), "range": say_interval(result.share), "n": result.answered}
    if result.question.kind == QuestionKind.YES_NO:
        return _("Yes: %(share)s, 95%% sure: %(range)s, n %(n)s") % words
    words["mean"] = f"{result.mean:.2f}" if result.mean is not None else "–"
    return _("4 or 5: %(share)s, 95%% sure: %(range)s, mean %(mean)s, n %(n)s") % words


CSV_COLUMNS = ("question", "words", "kind", "answer", "count", "answered", "share", "low", "high")


def csv_rows(result: CampaignResult) -> list[dict[str, object]]:
    """Give a row for each answer that each question can have; words stay on the page."""
    rows = []
    for one in result.questions:
        question = one.question
        base = {"question": question.position, "words": localized(question, "words"), "kind": question.kind}
        if question.kind == QuestionKind.WORDS:
            rows.append(base | dict.fromkeys(CSV_COLUMNS[3:], "") | {"answered": one.answered})
        rows += [base | csv_row(one, number, Share(n, one.answered)) for number, n in one.counts.items()]
    return rows


def csv_row(result: QuestionResult, number: int, share: Share) -> dict[str, object]:
    low, high = share.interval or (None, None)
    figures = {"share": share.value, "low": low, "high": high}
    said = {name: "" if value is None else round(value, 4) for name, value in figures.items()}
    return {"answer": say_number_of(result.question, number), "count": share.part, "answered": share.of} | said
