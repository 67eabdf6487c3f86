"""One matter, its owner, its promises, its story and its survey."""

from gasservice.cases.models.acts import Assignment, Escalation, Hold, Redress, Referral, Resolution
from gasservice.cases.models.aftercare import CallBack, FollowUp
from gasservice.cases.models.appointment import Appointment
from gasservice.cases.models.case import Case, CaseParticipant, Routing
from gasservice.cases.models.changed import ChangedCase
from gasservice.cases.models.climbing import Climbing, StepTaken
from gasservice.cases.models.commitment import Commitment
from gasservice.cases.models.draft import Draft, DraftPhoto
from gasservice.cases.models.referrals import WorkReferral
from gasservice.cases.models.story import Attachment, CaseEvent, Message, Note
from gasservice.cases.models.survey import SurveyInvitation, SurveyResponse

__all__ = [
    "Appointment",
    "Assignment",
    "Attachment",
    "CallBack",
    "Case",
    "CaseEvent",
    "CaseParticipant",
    "ChangedCase",
    "Climbing",
    "Commitment",
    "Draft",
    "DraftPhoto",
    "Escalation",
    "FollowUp",
    "Hold",
    "Message",
    "Note",
    "Redress",
    "Referral",
    "Resolution",
    "Routing",
    "StepTaken",
    "SurveyInvitation",
    "SurveyResponse",
    "WorkReferral",
]
