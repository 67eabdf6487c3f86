"""One's own account: who one is, one's tokens, and the way from the door to the desk."""

import logging
from smtplib import SMTPException

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gasservice.users.access import roles_invitable_by
from gasservice.users.actions import (
    accept_invitation,
    invite_staff,
    make_token,
    revoke_token,
    withdraw_invitation,
)
from gasservice.users.forms import AcceptForm, InvitationForm, TokenForm
from gasservice.users.letters import send_invitation
from gasservice.users.models import Invitation
from gasservice.users.queries import (
    has_second_factor,
    invitation_with,
    invitations_open,
    is_email_proved,
    tokens_living,
)
from gasservice.users.terms import Role
from gasservice.web.limits import limit
from gasservice.web.refusals import Refusal

log = logging.getLogger(__name__)
# Where a role begins that has a page of its own.
START = {Role.PARTY: "projects"}
read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def after_sign_in(request: HttpRequest) -> HttpResponse:
    """Lead staff to the queue, partners to their connections and customers to their own page."""
    if not request.user.is_authenticated:
        return redirect("home")
    place = START.get(request.user.role, "desk-queue" if request.user.works_here else "my-gas")
    try:
        return redirect(reverse(place))
    except NoReverseMatch:
        return redirect("home")


@require_safe
@login_required
def my_account(request: HttpRequest) -> HttpResponse:
    user = request.user
    page = {
        "is_email_proved": is_email_proved(user),
        "has_second_factor": has_second_factor(user),
        "token_count": tokens_living(timezone.now()).filter(user=user).count(),
        "may_invite": bool(roles_invitable_by(user)),
    }
    return render(request, "users/account.html", page)


@read_or_send
@never_cache
@login_required
@limit("make-token", "20/h/user", only_posts=True)
def my_tokens(request: HttpRequest) -> HttpResponse:
    """List one's tokens and make one; its secret is on the answer to the form and on no other page."""
    now = timezone.now()
    form, secret = TokenForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        try:
            _token, secret = make_token(user=request.user, at=now, **form.cleaned_data)
            form = TokenForm()
        except Refusal as refusal:
            form.add_error(None, refusal.message)
    tokens = tokens_living(now).filter(user=request.user)
    return render(request, "users/tokens.html", {"form": form, "secret": secret, "tokens": tokens, "now": now})


@require_POST
@login_required
def revoke_my_token(request: HttpRequest, pk: int) -> HttpResponse:
    token = get_object_or_404(request.user.api_tokens, pk=pk)
    revoke_token(token=token, at=timezone.now())
    messages.success(request, _("“%(name)s” opens nothing any more.") % {"name": token.name})
    return redirect("my-tokens")


@read_or_send
@login_required
def invite(request: HttpRequest) -> HttpResponse:
    """Invite a colleague, and see who has not come yet."""
    if not roles_invitable_by(request.user):
        raise Http404
    now = timezone.now()
    form = InvitationForm(request.POST or None, by=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            invitation, secret = invite_staff(**form.cleaned_data, by=request.user, at=now)
        except Refusal as refusal:
            form.add_error(refusal.field or None, refusal.message)
        else:
            mail_or_tell(request, invitation, secret)
            return redirect("invite-staff")
    waiting = invitations_open(now)
    if not request.user.is_staff:
        waiting = waiting.filter(team=request.user.team_id, role__in=roles_invitable_by(request.user))
    return render(request, "users/invite.html", {"form": form, "waiting": waiting, "now": now})


def mail_or_tell(request: HttpRequest, invitation: Invitation, secret: str) -> None:
    """Mail the link; where the mail does not go out, show it to whoever invited."""
    url = request.build_absolute_uri(reverse("accept-invitation", args=[secret]))
    try:
        send_invitation(invitation=invitation, url=url)
    except (SMTPException, OSError):
        log.exception("an invitation was not mailed")
        messages.warning(request, _("The e-mail did not go out. Give this link to nobody else: %(url)s") % {"url": url})
    else:
        messages.success(request, _("The invitation is on its way to %(email)s.") % {"email": invitation.email})


@require_POST
@login_required
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    invitation = get_object_or_404(Invitation.objects.select_related("team"), pk=pk)
    try:
        withdraw_invitation(invitation=invitation, by=request.user, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("The invitation to %(email)s is withdrawn.") % {"email": invitation.email})
    return redirect("invite-staff")


@read_or_send
@never_cache
@limit("accept-invitation", "30/h/ip")
def accept(request: HttpRequest, secret: str) -> HttpResponse:
    """Let an invited colleague choose a name and a password."""
    now = timezone.now()
    invitation = invitation_with(secret, now)
    if invitation is None:
        return render(request, "users/invitation_gone.html", status=410)
    form = AcceptForm(request.POST or None, email=invitation.email, initial={"name": invitation.name})
    if request.method == "POST" and form.is_valid():
        try:
            accept_invitation(invitation=invitation, at=now, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Welcome. Sign in with your new password."))
            return redirect("account_login")
    return render(request, "users/accept.html", {"form": form, "invitation": invitation})
