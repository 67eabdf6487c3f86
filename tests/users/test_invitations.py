"""Colleagues are invited; nobody makes themselves one."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse

from gasservice.users.actions import (
    AddressTaken,
    InvitationGone,
    NotYours,
    accept_invitation,
    invite_staff,
    withdraw_invitation,
)
from gasservice.users.models import Invitation, Team, User
from gasservice.users.queries import invitation_with
from gasservice.users.terms import Role
from tests.users.conftest import PASSWORD

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
WEEK = timedelta(days=7)
pytestmark = pytest.mark.django_db


def offer(by, team, at=NOON, **changes):
    place = {"email": "ben@gas.example", "name": "Ben", "role": Role.AGENT, "team": team} | changes
    return invite_staff(**place, by=by, at=at)


def accept(invitation, at=NOON, name="Ben"):
    return accept_invitation(invitation=invitation, name=name, password=PASSWORD, at=at)


def link_in(text: str) -> str:
    return next(word for word in text.split() if "/account/invitation/" in word)


def test_an_invited_colleague_chooses_a_password_and_works_in_the_team_offered(client, officer, team, mailoutbox):
    client.force_login(officer)
    client.post(reverse("invite-staff"), {"name": "Ben", "email": "Ben@gas.example", "role": "agent", "team": team.pk})
    client.logout()

    link = link_in(mailoutbox[0].body)
    answer = client.post(link, {"name": "Ben Li", "password": PASSWORD, "role": "standards_officer", "team": ""})

    ben = User.objects.get(email="ben@gas.example")
    assert answer.headers["Location"] == reverse("account_login")
    assert (ben.name, ben.role, ben.team, ben.is_superuser) == ("Ben Li", Role.AGENT, team, False)
    assert ben.check_password(PASSWORD)
    assert EmailAddress.objects.get(user=ben).verified


def test_an_invitation_used_twice_is_refused(officer, team):
    invitation, _ = offer(officer, team)
    accept(invitation)

    with pytest.raises(InvitationGone):
        accept(invitation, name="Somebody else")

    assert User.objects.filter(role=Role.AGENT).count() == 1


def test_the_page_of_a_used_invitation_says_so(client, officer, team):
    invitation, secret = offer(officer, team, at=datetime.now(UTC))
    accept(invitation, at=datetime.now(UTC))

    answer = client.post(reverse("accept-invitation", args=[secret]), {"name": "Eve", "password": PASSWORD})

    assert answer.status_code == 410
    assert not User.objects.filter(name="Eve").exists()


@pytest.mark.django_db(transaction=True)
def test_of_several_hands_at_once_one_gets_the_place(officer, team):
    invitation, _ = offer(officer, team)

    def hand(number: int) -> bool:
        try:
            accept(invitation, name=f"Hand {number}")
        except InvitationGone:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(6) as hands:
        gained = list(hands.map(hand, range(6)))

    assert gained.count(True) == 1


def test_an_invitation_closes_after_a_week(officer, team):
    invitation, secret = offer(officer, team)

    assert invitation_with(secret, NOON + WEEK - timedelta(seconds=1)) == invitation
    assert invitation_with(secret, NOON + WEEK) is None
    with pytest.raises(InvitationGone):
        accept(invitation, at=NOON + WEEK)


def test_only_a_hash_of_the_secret_is_kept(officer, team):
    invitation, secret = offer(officer, team)

    assert secret not in str(Invitation.objects.values().get())
    assert invitation_with(invitation.secret_hash, NOON) is None


def test_a_new_invitation_closes_the_one_before(officer, team):
    _, old = offer(officer, team)
    _, new = offer(officer, team, at=NOON + timedelta(hours=1))

    assert invitation_with(old, NOON + timedelta(hours=2)) is None
    assert invitation_with(new, NOON + timedelta(hours=2)) is not None


def test_a_withdrawn_invitation_opens_nothing(officer, team):
    invitation, secret = offer(officer, team)

    withdraw_invitation(invitation=invitation, by=officer, at=NOON)

    assert invitation_with(secret, NOON) is None


def test_an_address_that_signs_in_already_is_not_made_staff(officer, team, mei):
    with pytest.raises(AddressTaken):
        offer(officer, team, email="MEI@home.example")

    invitation, _ = offer(officer, team)
    User.objects.create_user("ben@gas.example", name="Squatter")
    with pytest.raises(AddressTaken):
        accept(invitation)


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.STANDARDS_OFFICER, Role.AUDITOR, Role.CUSTOMER])
def test_a_supervisor_offers_no_place_above_the_desk(supervisor, team, role):
    with pytest.raises(NotYours):
        offer(supervisor, team, role=role)


def test_a_supervisor_offers_places_in_the_own_team_only(supervisor, team):
    other = Team.objects.create(code="north", name_en="North", name_zh_hans="北", name_zh_hant="北")

    with pytest.raises(NotYours):
        offer(supervisor, other)

    assert offer(supervisor, team)[0].team == team


def test_a_supervisors_form_cannot_be_bent(client, supervisor, team):
    client.force_login(supervisor)

    answer = client.post(
        reverse("invite-staff"), {"name": "Eve", "email": "eve@gas.example", "role": "standards_officer"}
    )

    assert "role" in answer.context["form"].errors
    assert not Invitation.objects.exists()


def test_agents_and_customers_invite_nobody(client, agent, mei, team):
    for user in (agent, mei):
        client.force_login(user)
        assert client.get(reverse("invite-staff")).status_code == 404
        with pytest.raises(NotYours):
            offer(user, team)


def test_the_link_is_shown_when_the_mail_does_not_go_out(client, officer, team, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    client.force_login(officer)

    page = client.post(
        reverse("invite-staff"),
        {"name": "Ben", "email": "ben@gas.example", "role": "agent", "team": team.pk},
        follow=True,
    )

    assert "/account/invitation/" in page.content.decode()


def test_the_first_officer_is_invited_from_the_console(client, capsys):
    call_command("invite", "olga@gas.example", "standards_officer", "--name", "Olga")

    client.post(capsys.readouterr().out.strip(), {"name": "Olga", "password": PASSWORD})

    assert User.objects.get().role == Role.STANDARDS_OFFICER
    assert Invitation.objects.get().invited_by is None


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["olga", "auditor"], "no e-mail address"),
        (["olga@gas.example", "agent"], "needs --team"),
        (["olga@gas.example", "agent", "--team", "moon"], "There is no team moon"),
    ],
)
def test_the_console_says_what_is_wrong(words, why):
    with pytest.raises(CommandError, match=why):
        call_command("invite", *words, "--name", "Olga")


class TestAdmin:
    """What standards officers change, and what they do not."""

    def edit(self, client, user, **answers):
        address = reverse("admin:users_user_change", args=[user.pk])
        facts = {"name": user.name, "role": user.role, "team": user.team_id or "", "is_active": "on", "language": ""}
        return client.post(address, facts | answers)

    def test_an_officer_gives_an_agent_another_role(self, client, officer, agent):
        client.force_login(officer)

        self.edit(client, agent, role="supervisor")

        agent.refresh_from_db()
        assert agent.role == Role.SUPERVISOR

    def test_a_customer_does_not_become_staff(self, client, officer, mei):
        client.force_login(officer)

        answer = self.edit(client, mei, role="auditor")

        mei.refresh_from_db()
        assert mei.role == Role.CUSTOMER
        assert "Staff are invited" in answer.content.decode()

    @pytest.mark.parametrize("change", [{"role": "auditor"}, {"is_active": ""}])
    def test_nobody_changes_themselves(self, client, officer, change):
        client.force_login(officer)

        self.edit(client, officer, **change)

        officer.refresh_from_db()
        assert (officer.role, officer.is_active) == (Role.STANDARDS_OFFICER, True)

    def test_an_agent_needs_a_team(self, client, officer, agent):
        client.force_login(officer)

        answer = self.edit(client, agent, team="")

        assert answer.status_code == 200
        assert "choose one" in answer.content.decode()

    def test_who_is_let_in_no_more_is_out_at_once(self, client, officer, agent):
        theirs = type(client)()
        theirs.force_login(agent)
        client.force_login(officer)

        self.edit(client, agent, is_active="")

        assert theirs.get(reverse("my-account")).status_code == 302

    def test_nobody_is_deleted_or_made(self, client, officer, agent):
        client.force_login(officer)

        assert client.post(reverse("admin:users_user_delete", args=[agent.pk]), {"post": "yes"}).status_code == 403
        assert client.get(reverse("admin:users_user_add")).status_code == 403
        assert client.get(reverse("admin:users_invitation_add")).status_code == 403

    def test_supervisors_agents_and_customers_stay_outside(self, client, supervisor, agent, mei):
        for user in (supervisor, agent, mei):
            client.force_login(user)
            assert client.get(reverse("admin:users_user_changelist")).status_code == 302

    def test_lists_draw(self, client, officer, agent, team):
        offer(officer, team)
        client.force_login(officer)

        for name in ("user", "team", "invitation"):
            assert client.get(reverse(f"admin:users_{name}_changelist")).status_code == 200

    def test_an_officer_helps_who_lost_the_phone(self, client, officer, agent):
        for user in (officer, agent):
            Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})
        client.force_login(officer)

        client.post(
            reverse("admin:users_user_changelist"),
            {"action": "forget_factors", "_selected_action": [officer.pk, agent.pk]},
        )

        assert list(Authenticator.objects.values_list("user", flat=True)) == [officer.pk]
