"""Work orders, visits and fees in the world."""

from datetime import datetime, timedelta
from decimal import Decimal


def build(people: dict, names: dict, now: datetime) -> dict:
    """The owner's stove: a visit that was finished and charged, and another that goes on."""
    from gasservice.cases.actions.filing import open_case
    from gasservice.registry.models import Customer, GasAccount
    from repairs.actions.orders import open_order
    from repairs.actions.visits import begin_visit, finish_visit
    from tests.files.pictures import picture, upload
    from tests.world import kind_called

    owner, field, at = people["owner"], people["field"], now - timedelta(hours=3)
    account = GasAccount.objects.select_related("service_point__premise__community").get(number=names["account"])
    premise = account.service_point.premise
    place = {"gas_account": account, "premise": premise, "community": premise.community}
    person = {"customer": Customer.objects.get(user=owner), "contact_name": owner.name, "contact_email": owner.email}
    facts = place | person | {"channel": "web", "title": "灶具打不着火"}
    case = open_case(kind=kind_called("fault", at), words="左边的灶眼打不着火。", by=owner, at=at, **facts).case
    first = open_order(case=case, kind="repair", by=people["agent"], at=at, task="带上软管")
    visit = begin_visit(order=first, by=field, at=at)
    use(visit, field, at, picture_of=upload(picture()))
    said = {"found": "软管老化", "done": "更换软管", "signed_name": owner.name}
    finish_visit(visit=visit, outcome="done", by=field, at=now - timedelta(hours=2), **said)
    second = open_order(case=case, kind="safety_check", by=people["agent"], at=now - timedelta(hours=1))
    running = begin_visit(order=second, by=field, at=now - timedelta(minutes=20))
    line, photo = use(running, field, now - timedelta(minutes=10), picture_of=upload(picture(size=(64, 48))))
    note = give_back(withdrawn(case, "repair-labour", people, now), people["supervisor"], now)
    owed = withdrawn(case, "connector", people, now)
    return {
        "credit_note": note.number,
        "owed_charge": owed.reference,
        "fault": case.reference,
        "order": first.reference,
        "order_open": second.reference,
        "crew_visit": running.pk,
        "line": line.pk,
        "visit_photo": photo.pk,
        "work_file": photo.file_id,
        "hose_charge": first.fee_lines.get().charge.reference,
    }


def use(visit, by, at, picture_of) -> tuple:
    """Use a hose, and take a photo before."""
    from gasservice.standards.models import FeeItem
    from repairs.actions.fees import add_fee_line
    from repairs.actions.visits import add_photos

    hose = FeeItem.objects.valid_on(at.date()).get(code="hose")
    line = add_fee_line(visit=visit, fee=hose, quantity=Decimal(1), by=by, at=at)
    add_photos(visit=visit, stage="before", uploads=[picture_of], by=by, at=at)
    return line, visit.photos.get()


def withdrawn(case, code: str, people: dict, now: datetime):
    """Charge a fee on a case; it is paid, and then a supervisor withdraws it."""
    from gasservice.standards.models import FeeItem
    from repairs.actions.charges import record_payment, withdraw_charge
    from repairs.actions.fees import charge_on_case

    fee, at = FeeItem.objects.valid_on(now.date()).get(code=code), now - timedelta(hours=2)
    charge = charge_on_case(case=case, fee=fee, by=people["agent"], at=at)
    record_payment(charge=charge, payment_reference=f"WX-{code}", by=people["agent"], at=at)
    return withdraw_charge(charge=charge, reason="保修期内，不应收费", by=people["supervisor"], at=at)


def give_back(charge, by, now: datetime):
    from repairs.actions.charges import pay_back

    facts = {"amount": charge.amount, "method": "bank", "payment_reference": f"ICBC-{charge.reference}"}
    return pay_back(charge=charge, by=by, at=now - timedelta(hours=1), **facts)
