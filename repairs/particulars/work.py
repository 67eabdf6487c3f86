"""What was done on the spot for a case: its visits, who opened the door, and the inspections."""

from collections.abc import Iterable

from django.db.models import Q

from gasservice.cases.models import Case
from gasservice.cases.particulars import Particulars, register
from gasservice.files.actions import discard_file
from gasservice.files.models import StoredFile
from repairs.models import DoorAuthorisation, Finding, Inspection, Visit, VisitPhoto, WorkOrder

OF_ORDER = ("reference", "kind", "status", "opened_at", "done_at", "warranty_until")
BELOW = {
    "visits": (Visit, "order", ("arrived_at", "left_at", "outcome", "found", "done", "signed_name")),
    "door_opened_by": (DoorAuthorisation, "order", ("name", "phone", "authorised_at", "withdrawn_at", "shown_at")),
    "inspections": (Inspection, "order", ("started_at", "finished_at", "outcome", "words")),
    "findings": (Finding, "inspection__order", ("item__code", "verdict", "words")),
}


def own_facts(cases: Iterable[int]) -> dict[int, object]:
    """Give the work orders of each case with what was found, done and signed; the task is for the crew."""
    orders = {row["pk"]: row for row in WorkOrder.objects.filter(case__in=cases).values("pk", "case", *OF_ORDER)}
    for name, (model, way, columns) in BELOW.items():
        for row in model.objects.filter(**{f"{way}__in": orders}).order_by("pk").values(way, *columns):
            said = {column: str(value) if column == "phone" else value for column, value in row.items()}
            orders[said.pop(way)].setdefault(name, []).append(said)
    found: dict[int, list] = {}
    for row in orders.values():
        del row["pk"]
        found.setdefault(row.pop("case"), []).append(row)
    return found


def forget(case: Case) -> None:
    """Empty what was written, signed and photographed at the place; that it was done, when and by whom stays."""
    visits, findings = Visit.objects.filter(order__case=case), Finding.objects.filter(inspection__order__case=case)
    photos = VisitPhoto.objects.filter(visit__order__case=case)
    files = list(
        StoredFile.objects.filter(
            Q(pk__in=visits.order_by().values("signature"))
            | Q(pk__in=findings.order_by().values("photo"))
            | Q(pk__in=photos.order_by().values("file"))
        )
    )
    visits.exclude(signed_name="").update(signed_name="—")
    visits.update(found="", done="", signature=None)
    findings.update(words="", photo=None)
    photos.delete()
    Inspection.objects.filter(order__case=case).update(words="")
    DoorAuthorisation.objects.filter(order__case=case).update(name="—", phone="")
    for stored in files:
        discard_file(stored=stored)


register(Particulars("work_orders", own_facts, forget))
