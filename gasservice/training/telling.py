"""Scores, evidence and what courses changed as people read them."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from gasservice.oversight.rules import LEAST, Share
from gasservice.oversight.words import say_interval, say_share
from gasservice.training.queries.people import Changed, PersonLine
from gasservice.training.rules import BeforeAfter, Evidence, Topic
from gasservice.web.say import say_number

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
    words = {"topic": say_topic(evidence.topic, names), "part": say_number(own.part), "of": say_number(own.of)}
    words |= {"share": say_share(own), "range": say_interval(own), "team": say_share(evidence.team)}
    return (
        _(
            "“%(topic)s”: met %(part)s times of %(of)s (%(share)s, 95%% sure: %(range)s)."
            " Even the upper end lies below the team’s %(team)s."
        )
        % words
    )


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
    titles = {
        "norms": _("Norms met that the course is about"),
        "satisfaction": _("Satisfied customers"),
        "promises": _("Promises kept"),
    }
    return [
        [titles[name], say_sure_share(change.before), say_sure_share(change.after), say_change(change)]
        for name, change in changed.figures.items()
    ]


def norm_rows(line: PersonLine, names: Names) -> list[list[str]]:
    """Give a row for each norm that somebody was scored on."""
    of_norms = [one for one in line.evidence if one.topic[0] == "norm" and one.topic in names]
    order = list(names)
    return [
        [say_topic(one.topic, names), say_share(one.own), say_interval(one.own), say_number(one.own.of),
         say_share(one.team)]
        for one in sorted(of_norms, key=lambda one: order.index(one.topic))
    ]  # fmt: skip


def promise_rows(line: PersonLine) -> list[list[str]]:
    return [[name, say_share(share), say_interval(share), say_number(share.of)] for name, share in line.promises]
