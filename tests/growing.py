"""More of what stands on the pages of repairs: work, findings, steps and jobs, written as rows."""

from copy import copy
from datetime import datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from gasservice.cases.models import Appointment, Case, Commitment, WorkReferral
from gasservice.files.actions import keep_upload
from gasservice.files.models import StoredFile
from gasservice.registry.models import FeeCharge, GasAccount, Premise, ServicePoint, StopAttempt, SupplyStop
from gasservice.standards.models import FeeItem
from gasservice.users.models import User
from repairs.models import (
    Crew,
    FeeLine,
    Finding,
    Inspection,
    Milestone,
    MilestoneDelay,
    MilestonePaper,
    PlannedJob,
    Project,
    Shift,
    Visit,
    VisitPhoto,
    WorkOrder,
)
from repairs.terms import Skill, Stage, StepState, Verdict
from tests.files.pictures import picture, upload
from tests.world import World

HOUR = timedelta(hours=1)


def more_work(world: World, count: int) -> None:
    """Finish as many more orders on the fault, each agreed, visited, photographed and charged, and visits of one."""
    case, now = Case.objects.get(reference=world.names["fault"]), timezone.now()
    first = WorkOrder.objects.get(reference=world.names["order"])
    for _ in range(count):
        number = WorkOrder.objects.count()
        facts = {"kind": "repair", "status": "done", "opened_at": now - 2 * HOUR, "done_at": now}
        order = WorkOrder.objects.create(
            reference=f"W-{number}", case=case, warranty_until=now.date() + timedelta(days=90), **facts
        )
        agreed_on(case, now - HOUR)
        for visited in (order, first):
            go_there(visited, case, now - HOUR)


def go_there(order: WorkOrder, case: Case, at: datetime) -> None:
    """Visit an order, take a photo and charge a hose."""
    field = User.objects.get(email="field-worker@linjiang.example")
    said = {"outcome": "done", "found": "软管老化", "done": "更换软管", "signed_name": "王"}
    visit = Visit.objects.create(
        order=order, crew=Crew.objects.get(code="north-1"), by=field, arrived_at=at, left_at=at, **said
    )
    for stage in Stage.values:
        VisitPhoto.objects.create(visit=visit, stage=stage, file=photo_by(field, at))
    hose, number = FeeItem.objects.valid_on(at.date()).get(code="hose"), FeeCharge.objects.count()
    charge = FeeCharge.objects.create(
        reference=f"R-{number}",
        premise=case.premise,
        fee=hose,
        fee_code=hose.code,
        amount=hose.amount,
        case_reference=case.reference,
        charged_at=at,
    )
    price = {"quantity": Decimal(1), "unit_price": hose.amount, "amount": hose.amount}
    FeeLine.objects.create(order=order, visit=visit, fee=hose, used_on=at.date(), charge=charge, **price)


def agreed_on(case: Case, since: datetime) -> Appointment:
    window = {"window_from": since, "window_until": since + HOUR}
    facts = {"purpose": "repair", "state": "kept", "booked_at": since, "changed_at": since, "arrived_at": since}
    return Appointment.objects.create(case=case, **window, **facts)


def photo_by(user: User, at: datetime) -> StoredFile:
    return keep_upload(upload=upload(picture()), by=user, at=at)


def more_findings(world: World, count: int) -> None:
    """Find as many more faults in the inspection that refused, each with a photo."""
    inspection = Inspection.objects.get(order__reference=world.names["inspected"])
    known = inspection.findings.select_related("item").first().item
    for _ in range(count):
        item = copied(known, code=f"extra-{inspection.findings.count()}")
        facts = {"verdict": Verdict.NOT_OK, "words": "有三通", "photo": photo_by(inspection.inspector, timezone.now())}
        Finding.objects.create(inspection=inspection, item=item, **facts)


def more_steps(world: World, count: int) -> None:
    """Add steps to the connection, places and charges, and let each step wait with a reason and show papers."""
    project, now = Project.objects.get(case__reference=world.names["project"]), timezone.now()
    agent, fee = (
        User.objects.get(email="agent@linjiang.example"),
        FeeItem.objects.valid_on(timezone.localdate()).first(),
    )
    known = project.milestones.select_related("step").filter(state=StepState.DONE).first()
    home = project.premises.first()
    for _ in range(count):
        number = Milestone.objects.count()
        step = copied(known.step, code=f"extra-{number}", position=number)
        done = {"state": StepState.DONE, "started_at": now, "done_at": now, "done_by": agent, "words": "已完成。"}
        milestone = Milestone.objects.create(
            project=project, step=step, code=step.code, party=known.party, position=number, **done
        )
        MilestoneDelay.objects.create(milestone=milestone, words="等地勘图。", by=agent, at=now)
        MilestonePaper.objects.create(milestone=milestone, file=photo_by(agent, now))
        place = Premise.objects.create(code=f"P-{number}", community=home.community, building="10", room=str(number))
        project.premises.add(place)
        FeeCharge.objects.create(
            reference=f"S-{number}",
            premise=place,
            fee=fee,
            fee_code=fee.code,
            amount=fee.amount,
            case_reference=world.names["project"],
            charged_at=now,
        )


def copied(row, **changes):
    """Keep another row like one of the published ones."""
    other = copy(row)
    other.pk, other._state = None, type(row)()._state
    for name, value in changes.items():
        setattr(other, name, value)
    other.save()
    return other


def more_jobs(world: World, count: int) -> None:
    """Send as many more crews out today, each with a district, a member and a job."""
    case, known = Case.objects.get(reference=world.names["fault"]), Crew.objects.get(code="north-1")
    field = User.objects.get(email="field-worker@linjiang.example")
    noon = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0)
    for _ in range(count):
        number = Crew.objects.count() + 1
        names = {"name_en": f"Crew {number}", "name_zh_hans": f"{number}组", "name_zh_hant": f"{number}組"}
        crew = Crew.objects.create(code=f"crew-{number}", team=known.team, skills=Skill.values, **names)
        crew.districts.set(known.districts.all())
        crew.members.add(field)
        Shift.objects.create(crew=crew, starts_at=noon - HOUR, ends_at=noon + HOUR)
        PlannedJob.objects.create(
            appointment=agreed_on(case, noon), crew=crew, starts_at=noon, ends_at=noon + timedelta(minutes=30)
        )


def more_asked(world: World, count: int) -> None:
    """Ask the crews for as many more meters, each of a case and a premise of its own."""
    case, now = Case.objects.get(reference=world.names["meter_case"]), timezone.now()
    for _ in range(count):
        number = Case.objects.count()
        other = copy(case)
        other.pk, other.reference, other.submission = None, f"M-{number}", None
        other.premise, other.team, other.gas_account = premise_like(case.premise, number), case.team, None
        other.save()
        promised = Commitment.objects.create(case=other, promise="meter_read", started_at=now, due_at=now + HOUR)
        facts = {"to_door": "repairs", "team": case.team, "asked": "meter_read", "words": "偏高", "asked_at": now}
        WorkReferral.objects.create(case=other, commitment=promised, **facts)


def more_stops(world: World, count: int) -> None:
    """Order to stop as much gas more, each tried before, and to open as much."""
    first, field = (
        SupplyStop.objects.get(pk=world.names["stop"]),
        User.objects.get(email="field-worker@linjiang.example"),
    )
    for _ in range(2 * count):
        number, at = GasAccount.objects.count(), first.ordered_at
        home = premise_like(first.gas_account.service_point.premise, number)
        point = ServicePoint.objects.create(code=f"P-{number}", premise=home)
        account = GasAccount.objects.create(number=f"8{number:06}", service_point=point, opened_on=first.not_before)
        facts = {"gas_account": account, "owed_since": first.owed_since, "amount": 100}
        facts |= {"not_before": first.not_before, "ordered_at": at}
        shut = {"executed_at": at, "executed_by": field, "restore_due_at": at} if number % 2 else {}
        stop = SupplyStop.objects.create(**facts, **shut)
        StopAttempt.objects.create(stop=stop, because="家中无人", by=field, at=at)


def premise_like(premise: Premise, number: int) -> Premise:
    code = f"L-{number}-{Premise.objects.count()}"
    return Premise.objects.create(code=code, community=premise.community, address=f"{premise.address} {number}")
