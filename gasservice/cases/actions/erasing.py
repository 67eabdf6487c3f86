"""Forgetting a person: the story of a case stays true, and says nothing about anybody any more."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from gasservice.cases.actions.follow_ups import end_follow_up
from gasservice.cases.actions.story import record_event
from gasservice.cases.actions.work import NotPossibleNow, locked
from gasservice.cases.models import Attachment, CallBack, Case, Message, Note, SurveyResponse
from gasservice.cases.particulars import forget_particulars
from gasservice.cases.terms import EventKind
from gasservice.files.actions import discard_file
from gasservice.notices.actions import forget_deliveries
from gasservice.users.models import User

# The columns of a case that say who asked and where they are to be reached.
PERSONAL = {
    "remedy_sought": "",
    "filed_by": None,
    "customer": None,
    "contact_name": "",
    "contact_phone": None,
    "contact_email": "",
    "place_typed": "",
    "premise": None,
    "gas_account": None,
    "search": None,
}


@transaction.atomic
def erase_case(*, case: Case, by: User | None, at: datetime) -> Case:
    """Erase what a finished case says about a person: words, photos, names, addresses, what was told.

    Kind, community, times, findings and scores stay, for they are counted. Source: Personal Information Protection
    Law, art. 47.
    """
    case = locked(case)
    if not case.is_over:
        raise NotPossibleNow(_("Close the case first: while it is worked on, we need to know whose it is."))
    for attachment in Attachment.objects.filter(message__case=case).select_related("file"):
        attachment.delete()
        discard_file(stored=attachment.file)
    for words in (Message, Note):
        words.objects.filter(case=case, body__isnull=False).update(body=None, redacted_at=at)
    case.resolutions.update(words="")
    case.work_referrals.update(words="", answer="")
    case.appointments.update(ruled_because="")
    for answers in (SurveyResponse.objects.filter(invitation__case=case), CallBack.objects.filter(case=case)):
        answers.update(words="")
    end_follow_up(case=case, at=at)
    forget_particulars(case)
    forget_deliveries(notices=[event.notice_id for event in case.events.filter(notice__isnull=False)])
    Case.objects.filter(pk=case.pk).update(**PERSONAL, title=case.kind.name_en, erased_at=at)
    record_event(case=case, kind=EventKind.ERASED, by=by, at=at)
    return locked(case)
