"""Linjiang, the sample city: believable, the same each time, and only in a database of our own."""

import hashlib
from datetime import date, datetime
from io import StringIO
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import Count, F, Max, Min, Q
from django.test import Client
from django.urls import reverse

from billing.models import Arrears, Bill
from gasservice.cases.models import CallBack, Case, CaseEvent, Commitment, SurveyInvitation, SurveyResponse
from gasservice.cases.terms import Status
from gasservice.notices.models import Delivery
from gasservice.portal.sample.chance import chance_of
from gasservice.portal.sample.city import SIZES
from gasservice.portal.sample.places import names_of_communities
from gasservice.portal.sample.staff import PASSWORD
from gasservice.portal.sample.who import ROLES, email_of
from gasservice.questionnaires.models import Campaign
from gasservice.registry.models import (
    Customer,
    GasAccount,
    Interruption,
    Meter,
    PremiseName,
    PriorityNeed,
    Reading,
    SupplyStop,
    Tenure,
)
from gasservice.registry.names import search_form
from gasservice.standards.models import ServiceItem, ServiceNorm
from gasservice.standards.queries import changes_between, faults_of, version_replaced_by
from gasservice.training.models import Course, Enrolment, NormScore, SampledWork, Session
from gasservice.users.models import Team, User

TODAY = date(2026, 11, 23)
NIGHT = datetime(2026, 11, 23, tzinfo=ZoneInfo("Asia/Shanghai"))

OURS = ("gasservice.", "complaints.", "billing.", "repairs.")

# What must be the same on each machine: the key facts of each table in the order of names, not of row numbers.
DIGESTED = [
    "SELECT code, name, name_en FROM registry_community",
    "SELECT name, search_name, known_from, known_until FROM registry_premisename",
    "SELECT code, name, phone, email, language FROM registry_customer",
    "SELECT number, supply_class, household_size, opened_on, last_bill_amount, last_bill_on FROM registry_gasaccount",
    "SELECT serial, index_m3, read_at, source FROM registry_reading r JOIN registry_meter m ON m.id = r.meter_id",
    "SELECT kind, details, review_on FROM registry_priorityneed",
    "SELECT reference, title, status, priority, opened_at, resolved_at, closed_at, next_due_at FROM cases_case",
    "SELECT reference, e.kind, at, promise, words FROM cases_caseevent e JOIN cases_case c ON c.id = e.case_id",
    "SELECT body, at FROM cases_message",
    "SELECT promise, due_at, met_at, missed_at, ended_at FROM cases_commitment",
    "SELECT score, is_solved, ease, recommend, words, answered_at FROM cases_surveyresponse",
    "SELECT reference, month, outcome, score, b.words FROM cases_callback b JOIN cases_case c ON c.id = b.case_id",
    "SELECT reference, f.due_at, called_at FROM cases_followup f JOIN cases_case c ON c.id = f.case_id",
    "SELECT number, words FROM questionnaires_answer",
    "SELECT reference, done_at, verdict, s.words FROM training_normscore s"
    " JOIN training_sampledwork w ON w.id = s.work_id JOIN cases_case c ON c.id = w.case_id",
]


def build(size: str = "hamlet", **options) -> str:
    out = StringIO()
    call_command("sample_city", size=size, today=TODAY, stdout=out, **options)
    return out.getvalue()


def digest() -> str:
    found = hashlib.sha256()
    with connection.cursor() as cursor:
        for query in DIGESTED:
            cursor.execute(f"SELECT row::text FROM ({query}) row ORDER BY 1")  # noqa: S608  our own words
            found.update("\n".join(line for (line,) in cursor.fetchall()).encode())
    return found.hexdigest()


@pytest.fixture(scope="module")
def hamlet(django_db_setup, django_db_blocker):
    """Build the smallest city once for all tests that only look at it, its rows counted from one."""
    with django_db_blocker.unblock():
        forget_everything()
        build()
        yield digest()
        forget_everything()


def forget_everything() -> None:
    """Empty our own tables and the doors' at once; the triggers that guard the story do not hear of it."""
    models = [model for model in apps.get_models() if model.__module__.startswith(OURS)]
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(model._meta.db_table for model in models)} RESTART IDENTITY CASCADE")


@pytest.fixture
def city(hamlet, db):
    return hamlet


def test_the_hamlet_stands(city):
    homes = GasAccount.objects.filter(supply_class="residential")

    assert homes.count() == 60 + 1  # the repairs door has just hung a meter in a new flat
    assert set(GasAccount.objects.values_list("supply_class", flat=True)) == {"residential", "commercial", "public"}
    assert (
        not GasAccount.objects.annotate(held=Count("tenures", filter=Q(tenures__held_until=None)))
        .exclude(held=1)
        .exists()
    )
    assert Team.objects.filter(lead=None).count() == 0
    assert PriorityNeed.objects.filter(kind="critical_site").count() == 4
    announced = Interruption.objects.filter(is_planned=True, current__published_at__lte=F("current__starts_at"))
    assert set(announced.values_list("reference", flat=True)) == {"T-0002", "T-0003", "T-0101"}  # the second was moved


def test_who_knows_only_the_old_name_of_an_estate_finds_the_home(city):
    found = PremiseName.objects.filter(search_name__contains=search_form("陽光花園 1栋1单元101"))

    assert found.get().known_until is not None
    assert found.get().premise.address.startswith("江北区滨江路88号滨江一号")


def test_everyone_of_the_list_signs_in_with_the_known_password(city):
    answer = Client().post(reverse("account_login"), {"login": email_of("customer"), "password": PASSWORD})

    assert answer.status_code == 302
    assert len({User.objects.get(email=email_of(place)).password for _role, place, _look in ROLES}) == 1
    assert Tenure.objects.filter(customer__user__email=email_of("customer"), held_until=None).count() == 2


def test_every_number_of_a_customer_is_a_valid_phone_and_nobodys_we_know(city):
    phones = list(Customer.objects.exclude(phone=None).values_list("phone", flat=True))

    assert phones
    assert all(phone.is_valid() and phone.as_e164.startswith("+86199000") for phone in phones)


def test_winters_take_more_gas_than_summers(city):
    used = {month: used_in(month) for month in (1, 2, 7, 8)}

    assert min(used[1], used[2]) > 1.5 * max(used[7], used[8])


def used_in(month: int) -> float:
    """Sum what the meters of all homes counted in the two months of this number."""
    total = 0
    for year in (2025, 2026):
        since, until = date(year, month, 1), date(year + month // 12, month % 12 + 1, 1)
        meters = Meter.objects.filter(service_point__gas_accounts__supply_class="residential", removed_on=None)
        for meter in meters.annotate(
            before=Max("readings__index_m3", filter=Q(readings__read_at__date__lt=since)),
            after=Max("readings__index_m3", filter=Q(readings__read_at__date__lt=until)),
        ):
            total += (meter.after or 0) - (meter.before or meter.after or 0)
    return float(total)


def test_meters_were_read_each_month_for_two_years(city):
    span = Reading.objects.aggregate(first=Min("read_at"), last=Max("read_at"))
    kept = Meter.objects.filter(removed_on=None, installed_on__lt=date(2024, 10, 1))

    assert not kept.annotate(read=Count("readings")).exclude(read=25).exists()
    assert span["last"] < NIGHT
    assert (NIGHT - span["first"]).days > 700
    assert set(Reading.objects.values_list("source", flat=True)) == {"remote", "reader", "customer", "estimate"}


def test_a_meter_was_exchanged_and_another_began_again_at_zero(city):
    exchanged = Meter.objects.exclude(removed_on=None).first()
    following = Meter.objects.get(service_point=exchanged.service_point, removed_on=None)
    rolled = Meter.objects.annotate(top=Max("readings__index_m3")).filter(top__gt=99_000, digits=5).first()

    assert following.installed_on == exchanged.removed_on
    assert following.readings.earliest("read_at").index_m3 == 0
    assert rolled.readings.latest("read_at").index_m3 < 1000


def test_each_home_is_billed_month_by_month_and_the_books_know_the_last_bill(city):
    account = GasAccount.objects.get(number="6000000001")
    bills = list(Bill.objects.issued().filter(gas_account=account, taken_back_by=None).order_by("since"))

    assert len(bills) > 9
    assert all(before.until == after.since for before, after in pairwise(bills))
    assert (account.last_bill_amount, account.last_bill_on) == (bills[-1].amount, bills[-1].issued_on)
    assert account.last_bill_on <= TODAY


def test_one_bill_waits_at_the_desk_and_not_all_are_paid(city):
    assert [bill.doubts for bill in Bill.objects.held_back()] == [["amount"]]
    assert Bill.objects.unpaid().exists()
    assert not Bill.objects.filter(told_at=None, released_at__isnull=False).exists()


def test_one_draft_of_the_catalogue_waits_and_could_be_published(city):
    draft = ServiceItem.versions.get(is_draft=True)

    assert faults_of(draft, TODAY) == []
    assert [place.label for place in changes_between(version_replaced_by(draft), draft)] == [
        "The page",
        "Step 1",
        "Question 2",
    ]


def test_gas_is_to_be_stopped_for_a_debt_and_to_be_opened_where_one_was_paid(city):
    stops = SupplyStop.objects
    for_debts = Arrears.objects.filter(stop__isnull=False).values("stop")

    assert stops.to_carry_out().exists()
    assert stops.to_restore().filter(executed_at__isnull=False).exists()
    assert not stops.exclude(pk__in=for_debts).exists()


def test_the_story_of_each_case_is_told_in_order(city):
    for case in Case.objects.prefetch_related("events"):
        told = list(case.events.order_by("pk").values_list("at", flat=True))
        assert told == sorted(told)
        assert told[0] == case.opened_at
        assert told[-1] < NIGHT


def test_every_resolved_case_has_its_finding_and_a_closed_one_was_resolved(city):
    settled = Case.objects.filter(status__in=[Status.RESOLVED, Status.CLOSED])

    assert settled.exists()
    assert (
        not settled.annotate(found=Count("resolutions", filter=Q(resolutions__reopened_at=None)))
        .exclude(found=1)
        .exists()
    )
    assert not Commitment.objects.running().filter(case__in=settled).exclude(promise="follow_up").exists()


def test_promises_are_met_or_missed_as_their_times_say_and_none_is_left_unswept(city):
    promises = Commitment.objects.all()

    assert promises.filter(met_at__gt=F("due_at")).exclude(missed_at=F("due_at")).count() == 0
    assert promises.filter(met_at__lte=F("due_at"), missed_at__isnull=False).count() == 0
    assert promises.filter(next_step_at__lt=NIGHT).count() == 0
    for missed in promises.filter(missed_at__isnull=False, steps_taken__gt=2):
        assert missed.escalations.count() == missed.steps_taken - 1


def test_conduct_was_scored_and_courses_were_held(city):
    assert ServiceNorm.objects.count() == 7
    assert NormScore.objects.filter(verdict="met").count() > NormScore.objects.filter(verdict="not_met").count() > 0
    assert not SampledWork.objects.filter(scored_by=F("person")).exists()
    assert Course.objects.count() == 2
    assert sorted(Session.objects.values_list("taken", flat=True)) == [1, 3, 4]
    assert Enrolment.objects.filter(attended=True).count() == 6


def test_customers_were_asked_by_each_way_and_some_answered(city):
    campaign = Campaign.objects.get()

    assert set(SurveyInvitation.objects.values_list("occasion", flat=True)) >= {"closing", "outage"}
    assert SurveyResponse.objects.filter(ease__isnull=False, recommend__isnull=False).exists()
    assert CallBack.objects.exists()
    assert 0 < campaign.asked.exclude(answered_at=None).count() < campaign.asked.count()
    assert not campaign.asked.filter(sent_at=None).exists()


def test_nobody_is_sent_the_mail_of_a_whole_year(city):
    assert Delivery.objects.filter(state="sent").exists()
    waiting = Delivery.objects.filter(state="waiting", not_before__lt=NIGHT)
    assert not waiting.exclude(channel="paper").exists()  # a paper waits until somebody hangs it at the door


def test_it_is_the_same_city_when_it_is_built_again(city):
    forget_everything()
    build()

    assert digest() == city


def test_no_two_communities_of_the_large_city_bear_one_name():
    facts = names_of_communities(SIZES["city"].communities, chance_of("places"))

    assert len({name for _district, _street, name, *_rest in facts}) == SIZES["city"].communities


def test_a_second_call_leaves_the_city_as_it_stands(city):
    before = CaseEvent.objects.count()

    assert "stands already" in build("small")
    assert CaseEvent.objects.count() == before


def test_it_refuses_a_database_that_is_not_ours(db, settings):
    settings.EMBEDDED = False
    before = User.objects.count()

    with pytest.raises(CommandError, match="embedded"):
        build()
    assert User.objects.count() == before


def test_it_says_whom_to_sign_in_as(city):
    words = build(who=True)

    assert f"agent@linjiang.example {' ' * 13}" in words
    assert PASSWORD in words
