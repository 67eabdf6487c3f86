"""Scores, evidence and what courses changed as people read them."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from gasservice.oversight.rules import LEAST, Share
from gasservice.oversight.words import say_interval, say_share
from gasservice.training.queries.comparing import Changed
from gasservice.training.queries.people import PersonLine
from gasservice.training.rules import BeforeAfter, Evidence, Topic
from gasservice.training.terms import Figure
from gasservice.web.say import say_number, say_sentences

Names = Mapping[Topic, str]


def say_sure_share(share: Share) -> str:
    """Say a share with its interval and of how many."""
    if not share.of:
        return _("nothing yet")
    words = {"share": say_share(share), "range": say_interval(share), "n": say_number(share.of)}
    return _("%(share)s (95%% sure: %(range)s, n %(n)s)") % words


def say_topic(topic: Topic, names: Names) -> str:
    return names.get(topic, topic[1])


def say_evidence(evidence: Evidence, names: Names) -> str:
    """Say why a course is suggested."""
    own = evidence.own
    topic = say_topic(evidence.topic, names).rstrip("。.")
    words = {"topic": topic, "part": say_number(own.part), "of": say_number(own.of)}
    words |= {"share": say_share(own), "range": say_interval(own), "team": say_share(evidence.team)}
    match evidence.figure:
        case Figure.PROMISES:
            said = _("“%(topic)s”: %(part)s of %(of)s promises kept (%(share)s, 95%% sure: %(range)s).")
        case Figure.SATISFACTION:
            said = _("“%(topic)s”: %(part)s of %(of)s customers satisfied (%(share)s, 95%% sure: %(range)s).")
        case _:
            said = _("“%(topic)s”: met %(part)s times of %(of)s (%(share)s, 95%% sure: %(range)s).")
    return say_sentences([said % words, _("Even the upper end lies below the team’s %(team)s.") % words])


def say_change(change: BeforeAfter) -> str:
    """Say whether before and after differ, or that nobody can tell."""
    if min(change.before.of, change.after.of) < LEAST:
        return _("Too little was seen to compare.")
    if not change.differs:
        return _("The intervals touch: no difference that chance does not explain.")
    if change.is_better:
        return _("Better: the intervals do not touch.")
    return _("Worse: the intervals do not touch.")


def changed_rows(changed: Changed) -> list[list[str]]:
    """Give a row for each figure before and after a course."""
    titles = {figure: figure.label for figure in Figure}
    if changed.is_by_kind:
        titles[Figure.SATISFACTION] = _("Satisfaction on its kinds of case")
        titles[Figure.PROMISES] = _("Promises kept on its kinds of case")
    return [
        [titles[figure], say_sure_share(change.before), say_sure_share(change.after), say_change(change)]
        for figure, change in changed.figures.items()
    ]


def tables_of(line: PersonLine, names: Names) -> list[tuple[str, list[str], list[list[str]]]]:
    """Give each table of a person that has rows: its title, its columns and the rows."""
    of_norms = [_("Norm"), _("Share met"), _("Interval"), _("Seen"), _("Team")]
    of_kinds = [
        _("Kind of case"),
        _("What is counted"),
        _("Share"),
        _("Interval"),
        _("Of how many"),
        _("Team"),
    ]
    of_promises = [_("Promise"), _("Kept"), _("Interval"), _("Decided")]
    tables = [
        (_("Norm by norm"), of_norms, norm_rows(line, names)),
        (_("Promise by promise"), of_promises, promise_rows(line)),
        (_("Kinds of case that courses are about"), of_kinds, kind_rows(line, names)),
    ]
    return [table for table in tables if table[2]]


def norm_rows(line: PersonLine, names: Names) -> list[list[str]]:
    """Give a row for each norm that somebody was scored on."""
    of_norms = [one for one in line.evidence if one.topic[0] == "norm" and one.topic in names]
    order = list(names)
    return [
        [say_topic(one.topic, names), say_share(one.own), say_interval(one.own), say_number(one.own.of),
         say_share(one.team)]
        for one in sorted(of_norms, key=lambda one: order.index(one.topic))
    ]  # fmt: skip


def kind_rows(line: PersonLine, names: Names) -> list[list[str]]:
    """Give a row for each figure of each kind of case that a course is about."""
    by_kind = [one for one in line.evidence if one.figure != Figure.NORMS and one.own.of]
    return [
        [say_topic(one.topic, names), one.figure.label, say_share(one.own), say_interval(one.own),
         say_number(one.own.of), say_share(one.team)]
        for one in sorted(by_kind, key=lambda one: (say_topic(one.topic, names), one.figure))
    ]  # fmt: skip


def promise_rows(line: PersonLine) -> list[list[str]]:
    return [[name, say_share(share), say_interval(share), say_number(share.of)] for name, share in line.promises]
