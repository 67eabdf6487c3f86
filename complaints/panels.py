"""What a complaint or a suggestion adds to the pages of its case."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from complaints.models import Conduct, Suggestion
from complaints.terms import SUGGESTION, Stage
from gasservice.cases.access import may
from gasservice.cases.models import Case
from gasservice.cases.panels import ForCustomer, Panel, register, register_for_customers
from gasservice.cases.terms import Act
from gasservice.users.models import User


@register
def conduct(case: Case, user: User) -> list[Panel]:
    """Say whom a complaint about conduct is about."""
    row = Conduct.objects.filter(case=case).first() if case.kind.is_about_a_person else None
    return [Panel(_("Whom it is about"), words=row.about_whom)] if row else []


@register
def idea(case: Case, user: User) -> list[Panel]:
    """Say what has become of an idea, and lead whoever works on it to the next step."""
    if case.kind.code != SUGGESTION:
        return []
    row = Suggestion.objects.filter(case=case).first() or Suggestion(case=case)
    consent = _("Its author lets us publish it") if row.consented_at else _("Its author does not let us publish it")
    facts = [(_("Stands at"), row.get_stage_display()), (_("Publishing"), consent)]
    is_new = case.is_live and row.stage == Stage.RECEIVED
    acts = may(user, Act.RESOLVE, case)
    template = "complaints/consider_panel.html" if acts and is_new else ""
    shown = {"url": reverse("consider-suggestion", args=[case.reference])}
    return [Panel(_("Idea"), facts, links=links_of(case, row) if acts else [], template=template, shown=shown)]


def links_of(case: Case, row: Suggestion) -> list[tuple[str, str]]:
    links = []
    if case.is_live:
        links.append((_("Decide on it"), reverse("decide-suggestion", args=[case.reference])))
    if row.may_be_published:
        words = _("Edit what is published") if row.is_published else _("Publish it")
        links.append((words, reverse("publish-suggestion", args=[case.reference])))
    return links


@register_for_customers
def own_idea(case: Case, at: datetime) -> ForCustomer:
    """Show the author what has become of the idea, and let them allow publishing or take it back."""
    if case.kind.code != SUGGESTION:
        return ForCustomer()
    row = Suggestion.objects.filter(case=case).first() or Suggestion(case=case)
    return ForCustomer([Panel(_("Your idea"), template="complaints/own_idea.html", shown={"row": row})])
