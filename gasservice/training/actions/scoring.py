"""Scoring sampled work, and the one comment of the person on it."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from gasservice.standards.models import ServiceNorm
from gasservice.training.access import had_no_part
from gasservice.training.actions.telling import tell_of_score
from gasservice.training.models import NormScore, SampledWork
from gasservice.training.queries.scores import norms_of
from gasservice.training.terms import TO_EXPLAIN, Verdict
from gasservice.users.models import User
from gasservice.web.refusals import Refusal


class ScoredAlready(Refusal):
    """Somebody else was quicker."""


class NotToScore(Refusal):
    """Nobody scores what they had a part in."""


class ScoreNotWhole(Refusal):
    """Each norm that applies is scored, and what was not met is explained."""


class CommentedAlready(Refusal):
    """A person comments once."""


@transaction.atomic
def score_work(
    *,
    work: SampledWork,
    verdicts: Mapping[ServiceNorm, tuple[Verdict, str]],
    by: User,
    at: datetime,
    words: str = "",
) -> SampledWork:
    """Score each norm that applies, and tell the person; of two who score at once the first is kept, whole."""
    if not SampledWork.objects.filter(had_no_part(by), pk=work.pk).exists():
        raise NotToScore(_("You had a part in it: somebody else scores it."))
    refuse_half(work, verdicts)
    unscored = SampledWork.objects.filter(pk=work.pk, scored_at__isnull=True)
    if not unscored.update(scored_by=by, scored_at=at, words=words):
        raise ScoredAlready(_("Somebody has scored it meanwhile. Their score is kept."))
    NormScore.objects.bulk_create(
        NormScore(work=work, norm=norm, verdict=verdict, words=said) for norm, (verdict, said) in verdicts.items()
    )
    work.refresh_from_db()
    tell_of_score(work, at)
    return work


def refuse_half(work: SampledWork, verdicts: Mapping[ServiceNorm, tuple[Verdict, str]]) -> None:
    if set(verdicts) != set(norms_of(work)):
        raise ScoreNotWhole(_("Score every norm that applies, and no other."))
    if any(verdict in TO_EXPLAIN and not words for verdict, words in verdicts.values()):
        raise ScoreNotWhole(_("Say what was not as it should be."))


def comment_on_score(*, work: SampledWork, words: str, by: User, at: datetime) -> SampledWork:
    """Keep what the person says to their score; once."""
    open_to_them = SampledWork.objects.filter(pk=work.pk, person=by, scored_at__isnull=False, commented_at=None)
    if not open_to_them.update(comment=words, commented_at=at):
        raise CommentedAlready(_("You have said something to this score already. It stays as it is."), field="words")
    return SampledWork.objects.get(pk=work.pk)
