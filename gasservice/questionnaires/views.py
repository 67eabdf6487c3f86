"""Questionnaires: made and read at the desk, answered by a link without signing in."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gasservice.cases.access import may_erase_words
from gasservice.cases.forms.filing import at_account
from gasservice.cases.views.leaks import leak_first
from gasservice.oversight.responses import csv_of
from gasservice.questionnaires.access import (
    READERS,
    campaigns_visible_to,
    get_answer_in_words,
    get_asked,
    get_campaign,
    may_make_campaigns,
)
from gasservice.questionnaires.actions.answering import answer_questionnaire
from gasservice.questionnaires.actions.campaigns import (
    add_question,
    change_campaign,
    draft_campaign,
    launch_campaign,
    remove_question,
)
from gasservice.questionnaires.actions.erasing import erase_answer, erase_words
from gasservice.questionnaires.forms import (
    AnswerForm,
    CampaignForm,
    EraseForm,
    QuestionForm,
    ReasonForm,
    WhoseWordsForm,
)
from gasservice.questionnaires.models import Asked, Campaign
from gasservice.questionnaires.queries import frame_of, result_of, words_erased, words_kept_of
from gasservice.questionnaires.telling import CSV_COLUMNS, bars_of, csv_rows, options_of, say_result
from gasservice.users.models import User
from gasservice.web.asking import is_done, is_pressed
from gasservice.web.languages import localized
from gasservice.web.limits import limit
from gasservice.web.paging import page_of


@require_safe
@login_required
def campaigns(request: HttpRequest) -> HttpResponse:
    if request.user.role not in READERS:
        raise Http404
    page = page_of(campaigns_visible_to(request.user), by="-made_at", cursor=request.GET.get("cursor", ""))
    facts = {"page": page, "may_make": may_make_campaigns(request.user), "today": timezone.localdate()}
    return render(request, "questionnaires/campaigns.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new_campaign(request: HttpRequest) -> HttpResponse:
    if not may_make_campaigns(request.user):
        raise Http404
    form = CampaignForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return redirect(draft_campaign(by=request.user, at=timezone.now(), **form.facts()))
    return render(request, "questionnaires/edit.html", {"form": form, "crumbs": crumbs_above()})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit_campaign(request: HttpRequest, pk: int) -> HttpResponse:
    campaign = get_campaign(request.user, pk, to_change=True)
    form = CampaignForm(request.POST or None, instance=campaign)
    if is_done(request, form, lambda **_said: change_campaign(campaign=campaign, **form.facts())):
        return redirect(campaign)
    return render(
        request, "questionnaires/edit.html", {"form": form, "campaign": campaign, "crumbs": crumbs_above(campaign)}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def campaign(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a campaign with its questions, take another one in, and show what a launched one got."""
    found = get_campaign(request.user, pk, to_change=request.method == "POST")
    form = QuestionForm(request.POST or None)
    if is_done(request, form, partial(add_question, campaign=found)):
        return redirect(found)
    if found.is_launched:
        return render(request, "questionnaires/results.html", results(found, request.user))
    questions = [(question, options_of(question)) for question in found.questions.all()]
    facts = {"campaign": found, "questions": questions, "form": form, "crumbs": crumbs_above()}
    facts |= {"may_make": may_make_campaigns(request.user), "fitting": frame_of(found, timezone.now()).count()}
    return render(request, "questionnaires/campaign.html", facts)


def results(campaign: Campaign, user: User) -> dict[str, object]:
    found = result_of(campaign)
    drawn = [(one, say_result(one), bars_of(one)) for one in found.questions]
    columns = [pgettext("to a survey", "Answer"), _("Drawn"), _("Figure")]
    facts = {"campaign": campaign, "result": found, "drawn": drawn, "columns": columns, "crumbs": crumbs_above()}
    return facts | {"may_erase": may_erase_words(user)}


@require_safe
@login_required
def campaign_csv(request: HttpRequest, pk: int) -> HttpResponse:
    campaign = get_campaign(request.user, pk)
    return csv_of(csv_rows(result_of(campaign)), f"questionnaire-{pk}.csv", CSV_COLUMNS)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def erase_words_of(request: HttpRequest) -> HttpResponse:
    """Find whose words are to be erased and how many there are, and erase them for a reason; the log stands below."""
    if not may_erase_words(request.user):
        raise Http404
    form = EraseForm(request.POST) if request.method == "POST" else WhoseWordsForm(request.GET or None)
    if is_done(request, form, partial(erase_words, by=request.user, at=timezone.now())):
        messages.success(request, _("Erased. What was counted stays."))
        return redirect("erase-words")
    customer = form.cleaned_data.get("customer") if form.is_bound and form.is_valid() else None
    if customer and request.method != "POST":
        form = EraseForm(initial={"customer": customer.code})
    page = page_of(words_erased(), by="-pk", cursor=request.GET.get("cursor", ""), size=30)
    facts = {"form": form, "customer": customer, "kept": words_kept_of(customer) if customer else None, "page": page}
    return render(request, "questionnaires/erase.html", facts | {"crumbs": crumbs_above()})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def erase_words_of_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what somebody wrote in answer to a question, and erase it for a reason."""
    answer = get_answer_in_words(request.user, pk)
    form, campaign = ReasonForm(request.POST or None), answer.question.campaign
    if is_done(request, form, partial(erase_answer, answer=answer, by=request.user, at=timezone.now())):
        messages.success(request, _("Erased. What was counted stays."))
        return redirect(campaign)
    facts = {"answer": answer, "form": form, "crumbs": crumbs_above(campaign)}
    return render(request, "questionnaires/erase_answer.html", facts)


@require_POST
@login_required
def drop_question(request: HttpRequest, pk: int, position: int) -> HttpResponse:
    campaign = get_campaign(request.user, pk, to_change=True)
    is_pressed(request, lambda: remove_question(campaign=campaign, position=position))
    return redirect(campaign)


@require_POST
@login_required
def launch(request: HttpRequest, pk: int) -> HttpResponse:
    campaign, now = get_campaign(request.user, pk, to_change=True), timezone.now()
    done = _("Launched: the sample is drawn, and the links go out from its first day on.")
    is_pressed(request, lambda: launch_campaign(campaign=campaign, by=request.user, at=now), done)
    return redirect(campaign)


@require_safe
@login_required
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the page as those who are drawn see it, in the reader's language; nothing is kept."""
    campaign = get_campaign(request.user, pk)
    form = AnswerForm(questions=campaign.questions.all())
    facts = {"campaign": campaign, "form": form, "is_preview": True, "is_open": True}
    return render(request, "questionnaires/answer.html", facts)


def told_in(request: HttpRequest, secret: str) -> dict[str, object]:
    asked = get_asked(secret)
    customer = asked.customer
    reached = {"contact_name": customer.name, "contact_phone": customer.phone, "contact_email": customer.email}
    return {"customer": customer} | reached | at_account(asked.gas_account)


@limit("questionnaire", "30/m/ip")
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@leak_first(told_in)
def answer_questions(request: HttpRequest, secret: str) -> HttpResponse:
    """Show the questions with what was answered so far, and keep what is answered now."""
    asked, now = get_asked(secret), timezone.now()
    form = AnswerForm(request.POST or None, questions=asked.campaign.questions.all(), initial=answered_before(asked))
    if is_done(request, form, lambda **_said: answer_questionnaire(asked=asked, answers=form.answers(), at=now)):
        return redirect("questionnaire-thanks", secret)
    is_open = asked.campaign.is_open_on(timezone.localdate(now))
    return render(request, "questionnaires/answer.html", {"campaign": asked.campaign, "form": form, "is_open": is_open})


@limit("questionnaire", "30/m/ip")
@require_safe
@never_cache
def thanks_for_answers(request: HttpRequest, secret: str) -> HttpResponse:
    asked = get_asked(secret)
    return render(request, "questionnaires/thanks.html", {"campaign": asked.campaign, "secret": secret})


def answered_before(asked: Asked) -> dict[str, object]:
    given = asked.answers.values_list("question", "number", "words")
    return {f"q{question}": words if number is None else number for question, number, words in given}


def crumbs_above(*campaigns: Campaign) -> list[tuple[str, str]]:
    above = [(_("Questionnaires"), reverse("campaigns"))]
    return above + [(localized(row, "title"), row.get_absolute_url()) for row in campaigns]
