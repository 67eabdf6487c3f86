"""What other desks ask of the crews, meters exchanged on an order, and gas stopped and opened, on their pages."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from gasservice.cases.actions.referring import ask_for_work
from gasservice.cases.models import Appointment, Case, CaseEvent, CaseParticipant, Routing, WorkReferral
from gasservice.cases.references import reference_of
from gasservice.registry import guards
from gasservice.registry.actions.meters import hold_meter
from gasservice.registry.actions.stops import ask_to_restore, execute_stop, order_stop
from gasservice.registry.models import GasAccount, Meter, MeterExchange, MeterTest, Reading, SupplyStop
from gasservice.standards.models import CaseKind
from gasservice.standards.terms import Purpose
from gasservice.users.models import Team
from repairs.access import orders_visible_to, referrals_visible_to
from repairs.actions.orders import open_order
from repairs.actions.visits import DoorNotDone, begin_visit, finish_visit
from repairs.models import PlannedJob, WorkOrder
from tests.files.pictures import picture, upload
from tests.registry.conftest import meter, three
from tests.shelf import publish_catalogue

__all__ = ["meter"]
pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
DONE = {"outcome": "done", "found": "A dial", "done": "Read it", "signed_name": "Mei"}


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def crews_team(crew_people):
    """The team of wang, li and zhou is the one that the repairs door sends, by the published times."""
    publish_catalogue()
    team = Team.objects.get(code="south")
    Routing.objects.create(door="repairs", team=team)
    return team


@pytest.fixture
def bill_case(crews_team, team, account, home, mei_user, mei, crew_people, now):
    kind = CaseKind.objects.get(door="billing", code="bill-question")
    return Case.objects.create(
        reference=reference_of(34567812),
        secret_hash="0" * 64,
        door="billing",
        kind=kind,
        title="The bill is too high",
        channel="web",
        team=team,
        owner=crew_people["mu"],
        status="in_progress",
        opened_at=now - DAY,
        filed_by=mei_user,
        customer=mei,
        contact_name="Mei",
        contact_email="mei@home.example",
        gas_account=account,
        premise=home,
        community=home.community,
    )


def ask(case, by, now, asked="meter_read") -> WorkReferral:
    return ask_for_work(case=case, asked=asked, words="Twice as much as last year", by=by, at=now)


@pytest.fixture
def referral(bill_case, crew_people, now):
    return ask(bill_case, crew_people["mu"], now)


@pytest.fixture
def wang(client, crew_people):
    client.force_login(crew_people["wang"])
    return crew_people["wang"]


@pytest.fixture
def mu(client, crew_people):
    client.force_login(crew_people["mu"])
    return crew_people["mu"]


class TestAskedOfTheCrews:
    def test_what_is_due_first_stands_first_and_what_is_answered_is_gone(self, client, referral, crew_people, meter):
        client.force_login(crew_people["wang"])
        page = client.get(reverse("referred-work")).content.decode()
        assert referral.words in page

        client.post(reverse("referred", args=[referral.pk]), {"index_m3": "980.5"})

        assert referral.words not in client.get(reverse("referred-work")).content.decode()

    def test_a_crew_sees_what_its_team_is_asked_or_what_is_planned_for_it(self, referral, crew, crew_people, now):
        elsewhere = Team.objects.create(code="west", **three("name", "West"))
        WorkReferral.objects.update(team=elsewhere)
        assert not referrals_visible_to(crew_people["wang"]).exists()

        window = {"window_from": now, "window_until": now + timedelta(hours=2)}
        job = {"purpose": "meter_reading", "booked_at": now, "changed_at": now, **window}
        visit = Appointment.objects.create(case=referral.case, **job)
        PlannedJob.objects.create(appointment=visit, crew=crew, starts_at=now, ends_at=now + timedelta(hours=1))
        assert list(referrals_visible_to(crew_people["wang"])) == [referral]
        assert not referrals_visible_to(crew_people["zhou"]).exists()

    def test_whoever_the_case_names_sees_nothing_of_it(self, client, referral, mu):
        CaseParticipant.objects.create(case=referral.case, user=mu, part="named")

        assert client.get(reverse("referred", args=[referral.pk])).status_code == 404
        assert referral.words not in client.get(reverse("referred-work")).content.decode()

    def test_the_order_for_it_is_opened_once_and_its_crew_sees_it(self, client, referral, mu, crew_people):
        for _ in range(2):
            answer = client.post(reverse("order-referred", args=[referral.pk]))

        order = WorkOrder.objects.get()
        assert (order.case_id, order.kind, order.task) == (referral.case_id, Purpose.METER_READING, referral.words)
        assert answer.url == reverse("agree-time", args=[referral.case.reference])
        assert client.get(answer.url).status_code == 200
        assert orders_visible_to(crew_people["zhou"]).filter(pk=order.pk).exists()

    def test_a_crew_opens_no_order(self, client, referral, wang):
        assert client.post(reverse("order-referred", args=[referral.pk])).status_code == 404
        assert not WorkOrder.objects.exists()

    def test_the_answer_to_a_reading_is_a_reading_with_its_photo(self, client, referral, meter, wang):
        client.post(
            reverse("referred", args=[referral.pk]),
            {"index_m3": "980.5", "words": "Clear", "photo": upload(picture())},
        )

        referral.refresh_from_db()
        assert referral.reading == Reading.objects.get()
        assert (referral.reading.index_m3, referral.reading.source) == (Decimal("980.5"), "reader")
        assert referral.answer == "M1: 980.5 m³. Clear"
        assert client.get(reverse("referred-photo", args=[referral.pk])).status_code == 200

    def test_what_the_meter_cannot_show_is_refused_beside_its_field(self, client, referral, meter, wang):
        answer = client.post(reverse("referred", args=[referral.pk]), {"index_m3": "123456"})

        assert "index_m3" in answer.context["form"].errors
        assert not Reading.objects.exists()

    def test_where_no_meter_hangs_it_says_so(self, client, referral, wang):
        answer = client.post(reverse("referred", args=[referral.pk]), {"index_m3": "1"})

        assert answer.status_code == 200
        assert "no address of our books" in answer.content.decode()

    def test_a_second_answer_is_refused_and_leaves_no_reading(self, client, referral, meter, wang):
        for index in ("980.5", "990"):
            client.post(reverse("referred", args=[referral.pk]), {"index_m3": index})

        assert Reading.objects.get().index_m3 == Decimal("980.5")

    def test_the_answer_to_a_test_is_a_test_with_its_certificate_for_the_customer(
        self, client, bill_case, crew_people, meter, now, mei_user
    ):
        referral = ask(bill_case, crew_people["mu"], now, "meter_test")
        client.force_login(crew_people["mu"])
        found = {"tested_on": "2026-11-20", "laboratory": "City institute", "certificate_number": "JZ-7"}
        percent = {"error_percent": "3.2", "limit_percent": "1.5"}
        sent = {**found, **percent, "certificate": upload(picture())}
        client.post(reverse("referred", args=[referral.pk]), sent)

        test = MeterTest.objects.get()
        referral.refresh_from_db()
        assert (referral.meter_test, test.is_good, test.case_reference) == (test, False, bill_case.reference)
        assert referral.answer == "+3.2 % (± 1.5 %), JZ-7"
        client.force_login(mei_user)
        page = client.get(reverse("tracked-case", args=[bill_case.reference])).content.decode()
        certificate = reverse("meter-certificate", args=[referral.pk])
        assert "The meter counts wrongly" in page
        assert certificate in page
        assert client.get(certificate).status_code == 200
        client.logout()
        assert client.get(certificate).status_code == 404

    def test_the_customer_chooses_a_time_and_follows_the_work_on_the_case_of_the_bill(
        self, client, referral, crew_people, mei_user
    ):
        client.force_login(crew_people["mu"])
        client.post(reverse("order-referred", args=[referral.pk]))
        client.force_login(mei_user)

        page = client.get(reverse("tracked-case", args=[referral.case.reference])).content.decode()
        assert "We asked our crews" in page
        assert reverse("choose-time", args=[referral.case.reference]) in page

    def test_a_visit_for_it_is_not_done_before_it_is_answered(self, client, referral, meter, crew, wang, now):
        order = open_order(case=referral.case, kind=Purpose.METER_READING, by=None, at=now)
        visit = begin_visit(order=order, by=wang, at=now)
        with pytest.raises(DoorNotDone):
            finish_visit(visit=visit, by=wang, at=now, **DONE)

        client.post(reverse("referred", args=[referral.pk]), {"index_m3": "980.5"})
        assert finish_visit(visit=visit, by=wang, at=now + DAY, **DONE).is_over


class TestExchange:
    SHOWN = {"last_index_m3": "980.5", "new_serial": "new 7", "first_index_m3": "0"}

    @pytest.fixture
    def order(self, fault_case, crew_people, now, crew):
        order = open_order(case=fault_case, kind=Purpose.METER_EXCHANGE, by=crew_people["mu"], at=now - DAY)
        begin_visit(order=order, by=crew_people["wang"], at=now)
        return order

    @pytest.fixture
    def page(self, order):
        return reverse("exchange-meter", args=[order.reference])

    def test_the_crew_exchanges_once_and_the_story_says_it(self, client, order, page, meter, wang):
        for _ in range(2):
            assert client.post(page, self.SHOWN).status_code in (200, 302)

        assert MeterExchange.objects.get().hung.serial == "NEW 7"
        assert Meter.objects.count() == 2
        assert CaseEvent.objects.get(kind="meter_exchanged").words == "M1 980.5 m³ → NEW 7 0 m³"
        assert "NEW 7" in client.get(page).content.decode()

    def test_a_meter_in_dispute_is_not_exchanged(self, client, order, page, meter, wang, now):
        hold_meter(meter=meter, case_reference="123-456-782", reason="Disputed", by=None, at=now)

        shown = client.get(page).content.decode()
        assert "123-456-782" in shown
        assert "new_serial" not in shown
        client.post(page, self.SHOWN)
        assert not MeterExchange.objects.exists()

    def test_the_visit_is_not_done_before_the_exchange_is_written_down(self, client, order, page, meter, wang, now):
        visit = order.visits.get()
        with pytest.raises(DoorNotDone):
            finish_visit(visit=visit, by=wang, at=now + DAY, **DONE)

        client.post(page, self.SHOWN)
        assert finish_visit(visit=visit, by=wang, at=now + DAY, **DONE).is_over

    def test_bad_figures_are_said_beside_their_field(self, client, page, meter, wang):
        answer = client.post(page, self.SHOWN | {"last_index_m3": "-1", "first_index_m3": "many", "new_serial": ""})

        assert set(answer.context["form"].errors) == set(self.SHOWN)

    def test_an_order_for_something_else_has_no_such_page(self, client, fault_case, crew_people, now, mu):
        other = open_order(case=fault_case, kind=Purpose.REPAIR, by=mu, at=now)

        assert client.get(reverse("exchange-meter", args=[other.reference])).status_code == 404


class TestStops:
    @pytest.fixture
    def stop(self, account, now):
        day = timezone.localdate(now)
        return order_stop(
            account=account, owed_since=day - 90 * DAY, amount=Decimal("412.60"), not_before=day, by=None, at=now - DAY
        )

    @pytest.fixture
    def forbidden(self, monkeypatch):
        monkeypatch.setattr(guards, "_guards", [lambda stop, at: "It is disputed."])

    def test_the_crew_stops_the_gas_and_the_customer_sees_why_and_what_to_do(self, client, stop, wang, mei_user):
        page = reverse("supply-stop", args=[stop.pk])
        assert reverse("supply-stopped", args=[stop.pk]) in client.get(page).content.decode()
        client.post(reverse("supply-stopped", args=[stop.pk]))

        assert SupplyStop.objects.get().executed_by == wang
        client.force_login(mei_user)
        shown = client.get(reverse("gas-account", args=["1000001"])).content.decode()
        assert "Your gas is stopped" in shown
        assert "412.60" in shown

    def test_a_guard_is_shown_and_the_press_refused(self, client, stop, wang, forbidden):
        page = client.get(reverse("supply-stop", args=[stop.pk])).content.decode()
        assert "It is disputed." in page
        assert reverse("supply-stopped", args=[stop.pk]) not in page

        refused = client.post(reverse("supply-stopped", args=[stop.pk]), follow=True)
        assert [str(said) for said in refused.context["messages"]] == ["It is disputed."]
        assert not SupplyStop.objects.get().is_executed

    def test_before_its_day_there_is_no_button_and_the_press_is_refused(self, client, stop, wang, now):
        SupplyStop.objects.update(not_before=timezone.localdate(now) + DAY)

        assert reverse("supply-stopped", args=[stop.pk]) not in client.get(stop.get_absolute_url()).content.decode()
        client.post(reverse("supply-stopped", args=[stop.pk]))
        assert not SupplyStop.objects.get().is_executed

    def test_what_could_not_be_stopped_says_why_and_waits(self, client, stop, wang):
        client.post(reverse("supply-stop", args=[stop.pk]), {"because": ""})
        assert not stop.attempts.exists()
        client.post(reverse("supply-stop", args=[stop.pk]), {"because": "Nobody at home"})

        assert "Nobody at home" in client.get(reverse("supply-stops")).content.decode()
        assert SupplyStop.objects.to_carry_out().exists()

    def test_gas_to_open_stands_first_and_flows_again_by_a_press(self, client, stop, wang, now, mei_user):
        execute_stop(stop=stop, by=wang, at=now)
        ask_to_restore(stop=stop, due_at=now + DAY)
        listed = client.get(reverse("supply-stops")).content.decode()
        assert listed.index(stop.get_absolute_url()) < listed.index('id="to-stop"')
        client.force_login(mei_user)
        assert "We open it again by" in client.get(reverse("gas-account", args=["1000001"])).content.decode()

        client.force_login(wang)
        client.post(reverse("supply-restored", args=[stop.pk]))
        assert GasAccount.objects.get().status == "active"
        client.force_login(mei_user)
        assert "Your gas is stopped" not in client.get(reverse("gas-account", args=["1000001"])).content.decode()

    def test_who_moved_out_learns_nothing_of_it(self, client, stop, bo, crew_people, now):
        execute_stop(stop=stop, by=crew_people["wang"], at=now)
        client.force_login(bo.user)

        assert "Your gas is stopped" not in client.get(reverse("gas-account", args=["1000001"])).content.decode()

    @pytest.mark.parametrize("name", ["supply-stopped", "supply-restored"])
    def test_a_customer_has_no_such_button(self, client, stop, mei_user, name):
        client.force_login(mei_user)

        assert client.post(reverse(name, args=[stop.pk])).status_code == 404
