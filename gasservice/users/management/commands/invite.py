"""Invite a colleague from the console: the first one, and whenever the mail is down."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.urls import reverse
from django.utils import timezone

from gasservice.users.access import EVERYBODY_INVITED, needs_team
from gasservice.users.actions import invite_staff
from gasservice.users.models import Team
from gasservice.web.refusals import Refusal


class Command(BaseCommand):
    help = "Offer a place to somebody; print the link that accepts it once, within 7 days."

    def add_arguments(self, parser) -> None:
        parser.add_argument("email")
        parser.add_argument("role", choices=[role.value for role in EVERYBODY_INVITED])
        parser.add_argument("--name", required=True, help="how the colleague is called")
        parser.add_argument("--team", default="", help="the code of the team, which agents and supervisors need")

    def handle(self, email: str, role: str, name: str, team: str, **options) -> None:
        if needs_team(role) and not team:
            raise CommandError(f"A role of {role} needs --team; {teams_known()}")
        try:
            validate_email(email)
            found = Team.objects.get(code=team) if team else None
            _, secret = invite_staff(email=email, name=name, role=role, team=found, by=None, at=timezone.now())
        except ValidationError as error:
            raise CommandError(f"{email} is no e-mail address.") from error
        except Team.DoesNotExist as error:
            raise CommandError(f"There is no team {team}; {teams_known()}") from error
        except Refusal as refusal:
            raise CommandError(refusal.message) from refusal
        self.stdout.write(settings.SITE_URL + reverse("accept-invitation", args=[secret]))


def teams_known() -> str:
    codes = ", ".join(Team.objects.values_list("code", flat=True))
    return f"there are: {codes}." if codes else "there is none yet."
