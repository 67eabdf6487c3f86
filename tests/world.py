"""One small world for the tests that visit every page: built once, then cloned for each worker."""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from tests.conftest import has_database, once, run_outside, use
from tests.files.pictures import picture, upload
from tests.worlds import (
    accounts,
    appointments,
    arrears,
    bills,
    collection,
    connections,
    delivery,
    disputes,
    faults,
    keyaccounts,
    meters,
    office,
    outages,
    pipes,
    suggestions,
    surveys,
    training,
    volunteers,
    work,
)

# Role in the tables: place in the sample staff. The visitor has nothing; the filer is the visitor's own browser.
PEOPLE = {
    "owner": "customer",
    "other": "neighbour",
    "agent": "agent",
    "named": "agent-2",
    "colleague": "billing",
    "field": "field-worker",
    "supervisor": "supervisor",
    "officer": "standards-officer",
    "auditor": "auditor",
    "volunteer": "volunteer",
    "party": "party",
}
ROLES = ["visitor", "filer", *PEOPLE]


@dataclass(frozen=True)
class World:
    """What stands in addresses, by name, and the session of each role."""

    names: dict[str, str]
    sessions: dict[str, str]

    def args(self, **asked: str) -> dict[str, str]:
        """Fill in the world's names: `{case}` becomes the number of its case."""
        return {key: value.format(**self.names) for key, value in asked.items()}

    def browser_of(self, role: str):
        """Give a test client that is signed in as somebody."""
        from django.conf import settings
        from django.test import Client

        client = Client()
        if role in self.sessions:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[role]
        return client


def address_of(page, world: World) -> str:
    """Give a page's address in the world."""
    from django.urls import reverse

    address = reverse(page.name, kwargs=world.args(**page.args))
    return f"{address}?{page.query}" if page.query else address


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, worker_id) -> Iterator[World]:
    """Clone the world for this module, and go back to the empty ground after it."""
    from django.db import connection

    ground = connection.settings_dict["NAME"]
    template, clone = f"{ground.replace(f'_{worker_id}_', '_')}_world", f"{ground}_world"
    facts = Path(os.environ["RUN_DIR"]) / "world.json"
    with django_db_blocker.unblock():
        with once("world.lock"):
            if not has_database(connection, template):
                facts.write_text(json.dumps(build_template(connection, template, ground)))
            run_outside(connection, f'CREATE DATABASE "{clone}" TEMPLATE "{template}"')
        use(connection, clone)
        yield World(**json.loads(facts.read_text()))
        use(connection, ground)
        run_outside(connection, f'DROP DATABASE "{clone}" WITH (FORCE)')


def build_template(connection, template: str, ground: str) -> dict:
    connection.close()
    run_outside(connection, f'CREATE DATABASE "{template}" TEMPLATE "{ground}"')
    use(connection, template)
    try:
        return build_world()
    finally:
        use(connection, ground)


def build_world() -> dict:
    """Build the world: a home, its customer, a complaint about an agent, a visitor's closed case, and what hangs on."""
    from django.utils import timezone

    from gasservice.portal.sample.places import lay_districts
    from gasservice.portal.sample.staff import hire_staff, route_cases
    from gasservice.portal.sample.stage import count_figures
    from gasservice.standards.actions.loading import load_catalogue

    load_catalogue()
    staff, districts = hire_staff(), lay_districts()
    route_cases()
    people = {role: staff[place] for role, place in PEOPLE.items()}
    now = timezone.now()
    names = build_home(people, districts["gulou"], now)
    names |= build_complaint(people, now - timedelta(hours=5)) | build_closed_case(staff, now - timedelta(hours=4))
    names |= build_call(people["agent"], now) | build_draft(now) | build_papers(people, now)
    repairs = (faults, appointments, work, pipes, connections, outages, delivery)
    newer = (keyaccounts, surveys, office, suggestions, volunteers, training)
    for part in (*repairs, bills, collection, accounts, meters, disputes, arrears, *newer):
        names |= part.build(people, names, now)
    count_figures(now)
    return {"names": {key: str(value) for key, value in names.items()}, "sessions": sign_in(people, names)}


def build_home(people: dict, district, now) -> dict:
    """A home with an account, readings, a coming outage and a need with evidence."""
    from gasservice.files.actions import keep_upload
    from gasservice.registry.actions.claims import begin_claim
    from gasservice.registry.actions.needs import declare_need
    from gasservice.registry.models import (
        Community,
        CommunityName,
        Customer,
        GasAccount,
        Meter,
        ServicePoint,
        Tenure,
    )
    from tests.registry.conftest import names, outage_in, premise_in, read

    owner, since = people["owner"], date(now.year - 2, 1, 1)
    garden = Community.objects.create(code="C1", district=district, name="滨河花园")
    names(CommunityName, {"community": garden}, ("红旗大院", date(1985, 1, 1), since), ("滨河花园", since, None))
    home = premise_in(garden, "3", "2", "501")
    point = ServicePoint.objects.create(code="SP1", premise=home)
    account = GasAccount.objects.create(
        number="1000001",
        service_point=point,
        opened_on=since,
        last_bill_amount=Decimal("86.40"),
        last_bill_on=now.date(),
    )
    customer = Customer.objects.create(code="K1", name=owner.name, email=owner.email, user=owner)
    Tenure.objects.create(gas_account=account, customer=customer, held_from=since)
    meter = Meter.objects.create(serial="M1", service_point=point, installed_on=since)
    for months in range(1, 5):
        read(meter, now.date() - timedelta(days=31 * months), str(900 - 20 * months))
    outage = outage_in(garden, starts_at=now + timedelta(days=3), published_at=now)
    evidence = keep_upload(upload=upload(picture()), by=owner, at=now)
    facts = {"kind": "illness", "details": "夜间制氧", "has_consent": True, "evidence": evidence}
    need = declare_need(premise=home, customer=customer, by=owner, at=now, **facts)
    claim = begin_claim(number=account.number, amount=account.last_bill_amount, by=owner, at=now).claim
    return {"account": account.number, "need": need.pk, "claim": claim.pk, "outage": outage.reference}


def build_complaint(people: dict, at) -> dict:
    """The owner complains, with a photo, about an agent; another has it, wrote, noted and let it wait."""
    from complaints.actions import open_complaint
    from gasservice.cases.actions.work import hold_case, note_internally, reply_to_customer, take_case
    from gasservice.cases.models import Attachment, Case
    from gasservice.files.actions import keep_upload
    from gasservice.notices.models import Delivery
    from gasservice.registry.models import Customer, GasAccount

    owner, agent = people["owner"], people["agent"]
    account = GasAccount.objects.select_related("service_point__premise__community").get()
    premise = account.service_point.premise
    filed = open_complaint(
        kind=kind_called("staff-conduct", at),
        words="柜台工作人员不肯解释违约金。",
        title="柜台服务态度",
        about_whom=people["named"].name,
        by=owner,
        at=at,
        channel="web",
        customer=Customer.objects.get(),
        gas_account=account,
        premise=premise,
        community=premise.community,
        contact_name=owner.name,
        contact_email=owner.email,
        files=[keep_upload(upload=upload(picture()), by=owner, at=at)],
    )
    case = take_case(case=filed.case, by=agent, at=at)
    words = {"case": case, "by": agent, "at": at}
    reply_to_customer(words="我们正在核实。", seen_event=Case.objects.get(pk=case.pk).last_event_id, **words)
    note_internally(words="已调取录像。", **words)
    hold_case(waiting_for="customer", reason="请补充日期", **words)
    letter = Delivery.objects.filter(user=owner, channel="portal").latest("pk")
    return {
        "case": case.reference,
        "secret": filed.secret,
        "photo": Attachment.objects.get().file_id,
        "letter": letter.pk,
    }


def build_closed_case(staff: dict, at) -> dict:
    """A visitor files at one of the doors; it is resolved and closed, and the visitor asked to rate it."""
    from gasservice.cases.actions.filing import open_case
    from gasservice.cases.actions.survey import invite_to_rate
    from gasservice.cases.actions.work import close_case, resolve_case, take_case

    lead = staff["north-lead"]
    facts = {"channel": "web", "contact_name": "王先生", "contact_email": "wang@home.example", "title": "灶具打不着火"}
    filed = open_case(kind=kind_called("fault", at), words="灶具打不着火。", by=None, at=at, **facts)
    case = take_case(case=filed.case, by=lead, at=at)
    resolve_case(case=case, finding="done", words="已更换电池。", by=lead, at=at)
    case = close_case(case=case, by=lead, at=at)
    invited = invite_to_rate(case=case, at=at)
    return {"closed": case.reference, "closed_secret": filed.secret, "rating": invited.secret}


def build_call(agent, now) -> dict:
    """The agent takes a caller in."""
    from gasservice.cases.actions.filing import open_case

    facts = {"channel": "phone", "contact_name": "赵女士", "title": "表具漏字"}
    filed = open_case(kind=kind_called("bill-question", now), words="上月账单读数不对。", by=agent, at=now, **facts)
    return {"called": filed.case.reference}


def kind_called(code: str, at):
    from gasservice.standards.models import CaseKind

    return CaseKind.objects.valid_on(at.date()).get(code=code)


def build_draft(now) -> dict:
    """What a visitor has begun to write, all pages filled in, with a photo."""
    from gasservice.cases.actions.drafting import begin_draft, keep_typed, stage_photos

    draft = begin_draft(door="complaints", kind_code="late-charge", at=now)
    story = {"story": "违约金算错了。", "place_query": "红旗大院"}
    keep_typed(draft=draft, typed=story | {"contact_phone": "13800138000", "language": "zh-hans"}, at=now)
    kept = stage_photos(draft=draft, uploads=[upload(picture())], by=None, at=now)
    return {"draft": draft.submission, "draft_photo": kept.files[0].pk}


def build_papers(people: dict, now) -> dict:
    """A token, an invitation, and the second proofs of the supervisor."""
    from allauth.mfa.models import Authenticator
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    from gasservice.standards.models import FeeItem
    from gasservice.users.actions import invite_staff, make_token

    token, _secret = make_token(user=people["owner"], name="家用", days=30, at=now)
    officer, supervisor = people["officer"], people["supervisor"]
    facts = {"email": "new@linjiang.example", "name": "新同事", "role": "agent", "team": supervisor.team}
    invitation, secret = invite_staff(**facts, by=officer, at=now)
    TOTP.activate(supervisor, generate_totp_secret())
    RecoveryCodes.activate(supervisor)
    key = Authenticator.objects.create(
        user=supervisor, type="webauthn", data={"name": "钥匙", "credential": made_key()}
    )
    fee = FeeItem.objects.valid_on(now.date()).first()
    return {"token": token.pk, "invitation": invitation.pk, "invited": secret, "key": key.pk, "fee": fee.pk}


def made_key() -> dict:
    """Make what a browser says of a new key."""
    from cryptography.hazmat.primitives.asymmetric import ec
    from fido2.cose import ES256
    from fido2.utils import websafe_encode
    from fido2.webauthn import (
        Aaguid,
        AttestationObject,
        AttestedCredentialData,
        AuthenticatorData,
        CollectedClientData,
    )

    public = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.AT
    proof = AuthenticatorData.create(bytes(32), flags, 0, AttestedCredentialData.create(Aaguid.NONE, b"key", public))
    client = CollectedClientData.create("webauthn.create", b"challenge", "http://localhost")
    attested = AttestationObject.create("none", proof, {})
    said = {"clientDataJSON": websafe_encode(client), "attestationObject": websafe_encode(attested)}
    name = websafe_encode(b"key")
    return {"id": name, "rawId": name, "type": "public-key", "response": said}


def sign_in(people: dict, names: dict) -> dict[str, str]:
    """Begin a session for each role; the filer's browser knows the visitor's case and the drafts."""
    from gasservice.cases.following import DRAFTS, FOLLOWED
    from gasservice.cases.models import Case

    closed = Case.objects.get(reference=names["closed"])
    followed = {
        FOLLOWED: {closed.reference: closed.secret_hash},
        DRAFTS: [str(names[name]) for name in ("draft", "repair_draft")],
    }
    return {role: begin_session(user) for role, user in people.items()} | {"filer": begin_session(None, **followed)}


def begin_session(user, **kept) -> str:
    """Begin a session; who signs in has just shown their password, as pages of the second proof demand."""
    from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
    from django.test import Client, RequestFactory

    client, request = Client(), RequestFactory().get("/")
    if user:
        client.force_login(user)
    request.user, request.session = user, client.session
    if user:
        reauthenticate_by_password(request)
        for proof in request.session["account_authentication_methods"]:
            proof["at"] += 24 * 3600  # tests on a busy machine take longer than the proof lasts
    request.session.update(kept)
    request.session.save()
    return request.session.session_key
