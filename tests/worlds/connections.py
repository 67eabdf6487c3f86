"""A new connection in the world."""

from datetime import datetime, timedelta
from decimal import Decimal


def build(people: dict, names: dict, now: datetime) -> dict:
    """Connect the owner's home with the partner's firm in it, and refuse the valve of a new meter in another."""
    from gasservice.registry.models import Community, Premise

    garden = Community.objects.get(code="C1")
    old, new = (
        Premise.objects.create(
            code=f"C1-10-1-{room}", community=garden, building="10", room=room, address=f"滨河花园10栋{room}室"
        )
        for room in ("101", "102")
    )
    project = build_project(people, old, now - timedelta(days=3))
    return project | build_inspections(people, new, now - timedelta(hours=3))


def hand_to(owner, case, at: datetime):
    """Let somebody of the world's teams run it; the routing gave it to the team of its district."""
    from gasservice.cases.actions.handing import hand_over_case

    facts = {"to_team": owner.team, "to_owner": owner, "reason": "统一跟进"}
    hand_over_case(case=case, by=case.owner, at=at, **facts)
    case.refresh_from_db()
    return case


def ask(code: str, people: dict, home, at: datetime):
    from gasservice.cases.actions.filing import open_case
    from gasservice.cases.actions.handing import assign_case
    from gasservice.registry.models import Customer
    from tests.world import kind_called

    owner = people["owner"]
    facts = {"channel": "web", "contact_name": owner.name, "contact_phone": "+8613800138000", "language": "zh-hans"}
    about = {"customer": Customer.objects.get(user=owner), "premise": home, "community": home.community}
    facts |= about | {"title": "新装燃气" if code == "new-connection" else "挂表通气"}
    case = open_case(kind=kind_called(code, at), words="申请通气。", by=owner, at=at, **facts).case
    lead = case.team.lead
    assign_case(case=case, to_owner=lead, by=lead, at=at)
    case.refresh_from_db()
    return case


def build_project(people: dict, home, at: datetime) -> dict:
    """The design is the partner's turn; the step before it has a paper."""
    from gasservice.files.actions import keep_upload
    from repairs.actions.milestones import explain_delay, finish_milestone
    from repairs.actions.projects import assign_firm, open_project
    from repairs.models import Firm, Milestone
    from tests.files.pictures import picture, upload

    case = hand_to(people["agent"], ask("new-connection", people, home, at), at)
    project = open_project(case=case, kind="home", by=people["owner"], at=at)
    facts = {"party": "design", "name": "设计院", "phone": "+8613900139009", "licence_number": "A1"}
    firm = Firm.objects.create(licence_until=at.date() + timedelta(days=400), **facts)
    firm.users.add(people["party"])
    assign_firm(project=project, firm=firm, by=case.owner, at=at)
    paper = keep_upload(upload=upload(picture()), by=case.owner, at=at)
    steps = Milestone.objects.select_related("step", "project__case__kind", "project__case__team")
    for code in ("application", "survey"):
        files = [paper] if code == "survey" else []
        finish_milestone(milestone=steps.get(code=code), words="已完成。", by=case.owner, at=at, files=files)
    explain_delay(milestone=steps.get(code="design"), words="等地勘图。", expected_on=None, by=people["party"], at=at)
    return {"project": case.reference, "project_paper": paper.pk}


def build_inspections(people: dict, home, at: datetime) -> dict:
    """The valve was refused for a tee; the re-check has begun, and a neighbour may open the door."""
    from gasservice.files.actions import keep_upload
    from repairs.actions.doors import authorise_person
    from repairs.actions.inspections import Look, finish_inspection, judge_items, start_inspection
    from repairs.actions.meters import hang_meter
    from repairs.actions.orders import open_order
    from repairs.models import WorkOrder
    from tests.files.pictures import picture, upload

    lead = people["field"].team.lead
    case = hand_to(lead, ask("meter-hanging", people, home, at), at)
    hanging = open_order(case=case, kind="meter_hanging", by=lead, at=at)
    hang_meter(order=hanging, serial="M9", index_m3=Decimal(0), by=lead, at=at)
    first = WorkOrder.objects.get(case=case, kind="inspection")
    inspection = start_inspection(order=first, by=lead, at=at)
    photo = keep_upload(upload=upload(picture()), by=lead, at=at)
    looks = [
        Look(row, "not_ok", "软管中间有三通", photo) if row.item.code == "tee-fitting" else Look(row, "ok")
        for row in inspection.findings.select_related("item")
    ]
    judge_items(inspection=inspection, looks=looks, by=lead, at=at)
    finish_inspection(inspection=inspection, words="", by=lead, at=at)
    recheck = WorkOrder.objects.get(case=case, kind="recheck")
    start_inspection(order=recheck, by=lead, at=at)
    authorise_person(order=recheck, name="王阿姨", phone="+8613900139001", by=people["owner"], at=at)
    fault = inspection.findings.get(item__code="tee-fitting")
    other = hand_to(lead, ask("meter-hanging", people, home, at), at)
    waiting = open_order(case=other, kind="inspection", by=lead, at=at)
    orders = {
        "uninspected": waiting.reference,
        "hanging": hanging.reference,
        "inspected": first.reference,
        "recheck": recheck.reference,
    }
    return orders | {"hung_case": case.reference, "fault_photo": fault.pk}
