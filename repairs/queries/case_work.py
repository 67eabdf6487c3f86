"""What this door has of a case, read once for all that a page shows of it."""

from dataclasses import dataclass

from django.db.models import QuerySet

from gasservice.cases.models import Appointment, Case, WorkReferral
from gasservice.standards.terms import Door, Purpose
from repairs.access import INSPECTED, is_pipe_change, orders_of
from repairs.models import Fault, Inspection, Project, Quote, WorkOrder
from repairs.queries.accounts import Account, account_of
from repairs.queries.orders import with_work
from repairs.queries.quotes import quotes_of
from repairs.queries.referrals import referrals_of
from repairs.queries.visits import ahead_among, awaiting_visit
from repairs.terms import CONNECTION_KINDS, PARTS_OF_KIND


@dataclass(frozen=True)
class CaseWork:
    """The work on a case, what it costs and what its kind brings along; orders, visits and charges the first first.

    `visits` are the appointments for it, `fault` is the part a repair is asked for, `referrals` what another
    desk asked for on the spot.
    """

    case: Case
    orders: list[WorkOrder]
    visits: list[Appointment]
    quotes: list[Quote]
    account: Account
    fault: Fault | None
    has_project: bool
    referrals: list[WorkReferral]

    @property
    def asks_for_a_part(self) -> bool:
        return self.case.door == Door.REPAIRS and self.case.kind.code in PARTS_OF_KIND

    @property
    def ahead(self) -> Appointment | None:
        return ahead_among(self.visits)

    @property
    def waiting(self) -> list[WorkOrder]:
        """Give the work that a time can be chosen for."""
        return awaiting_visit(self.orders, self.ahead)

    @property
    def door(self) -> WorkOrder | None:
        """Give the work for which somebody has to be at home, the meter before what it is for."""
        open_doors = (order for order in self.orders if order.is_open and order.leads_to_opening)
        return min(open_doors, key=lambda order: order.kind != Purpose.METER_HANGING, default=None)

    @property
    def inspections(self) -> list[Inspection]:
        """Give the finished inspections, the latest first."""
        looked_at = [order.inspection for order in self.orders if order.kind in INSPECTED and is_inspected(order)]
        return sorted(looked_at, key=lambda row: (row.started_at, row.pk), reverse=True)

    @property
    def latest_inspection(self) -> Inspection | None:
        return next(iter(self.inspections), None)

    @property
    def leads_to_gas(self) -> bool:
        """Whether there is something of a connection: its steps, a door to open or a finished inspection."""
        return bool(self.has_project or self.door or self.inspections)


def is_inspected(order: WorkOrder) -> bool:
    return hasattr(order, "inspection") and order.inspection.is_finished


def case_work_at_desk(case: Case) -> CaseWork:
    """Read the work on a case that its reader has loaded."""
    return read_work(case, orders_of(case))


def case_work_for_customer(case: Case) -> CaseWork:
    """Read the work on a case with each visit, its photos and what was used."""
    return read_work(case, with_work(orders_of(case)))


def read_work(case: Case, orders: QuerySet[WorkOrder]) -> CaseWork:
    """Read what a case of its kind can have; one of another door has its charges, and the work that was asked for."""
    referrals, kind = referrals_of(case), case.kind.code
    is_here = case.door == Door.REPAIRS or bool(referrals)
    orders = orders.select_related("survey__by", "inspection__inspector").order_by("opened_at", "pk")
    faults = Fault.objects.select_related("told").filter(case=case)
    quotes = list(quotes_of(case)) if is_pipe_change(case) else []
    return CaseWork(
        case=case,
        orders=list(orders) if is_here else [],
        visits=list(case.appointments.all()) if is_here else [],
        quotes=quotes,
        account=account_of(case, quotes if is_pipe_change(case) else None),
        fault=faults.first() if is_here and kind in PARTS_OF_KIND else None,
        has_project=is_here and kind in CONNECTION_KINDS and Project.objects.filter(case=case).exists(),
        referrals=referrals,
    )
