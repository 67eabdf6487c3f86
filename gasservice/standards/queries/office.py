"""The catalogue as its office sees it: where each service stands, what its draft lacks, what it would replace."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from gasservice.standards.models import CaseKind, ServiceItem, ServiceStandard
from gasservice.standards.pages import PARTS, TEXTS, languages_lacking
from gasservice.web.languages import Language

SOON = timedelta(days=60)
LISTED = ["code", "door", "position", "title_en", "title_zh_hans", "title_zh_hant", "valid_from", "valid_until"]
NOTED = ["is_draft", "drafted_at", "drafted_by"]


@dataclass
class Standing:
    """Where one service stands on a day: what is published, what comes, what is being written."""

    day: date
    holding: ServiceItem | None = None
    coming: list[ServiceItem] = field(default_factory=list)
    draft: ServiceItem | None = None
    latest: ServiceItem | None = None  # of all, drafts last: what it is called by

    @property
    def ends_soon(self) -> bool:
        """Whether nothing follows what holds, and its end is near."""
        end = self.holding and self.holding.valid_until
        return bool(end) and not self.coming and end <= self.day + SOON

    @property
    def shown(self) -> ServiceItem:
        return self.holding or (self.coming[0] if self.coming else None) or self.latest or self.draft


def services_at_office(day: date) -> list[Standing]:
    """Give each service that ever was or is being written, in the order of the published pages."""
    found: dict[str, Standing] = {}
    rows = ServiceItem.versions.select_related("drafted_by").only(*LISTED, *NOTED, "drafted_by__name")
    for row in rows.order_by("position", "code", "valid_from"):
        standing = found.setdefault(row.code, Standing(day))
        if row.is_draft:
            standing.draft = row
            continue
        standing.latest = row
        if not row.has_begun(day):
            standing.coming.append(row)
        elif not row.has_ended(day):
            standing.holding = row
    return list(found.values())


def versions_of_service(code: str) -> QuerySet[ServiceItem]:
    """Give all versions of a service, the latest first, with who wrote and who published each."""
    return (
        ServiceItem.versions.filter(code=code)
        .select_related("drafted_by", "published_by")
        .order_by("-is_draft", "-valid_from")
    )


def version_replaced_by(item: ServiceItem) -> ServiceItem | None:
    """Give the published version that holds until `item` begins, or would hold on its first day without it."""
    others = ServiceItem.objects.filter(code=item.code).exclude(pk=item.pk)
    if item.is_draft:
        return others.valid_on(item.valid_from).first()
    return others.filter(valid_until=item.valid_from).first()


def version_after(item: ServiceItem) -> ServiceItem | None:
    """Give the next published version that begins later than `item`."""
    return ServiceItem.objects.filter(code=item.code, valid_from__gt=item.valid_from).order_by("valid_from").first()


def faults_of(draft: ServiceItem, day: date) -> list[str]:
    """Say all that keeps a draft from being published on `day`, one sentence each; nothing keeps a whole one."""
    return [*faults_of_days(draft, day), *faults_of_texts(draft), *faults_of_links(draft)]


def faults_of_days(draft: ServiceItem, day: date) -> list[str]:
    following = version_after(draft)
    said = {
        _("It begins on a day that has passed. Choose today or a coming day."): draft.valid_from < day,
        _("It ends before it begins."): bool(draft.valid_until and draft.valid_until <= draft.valid_from),
        _("It ends after the next published version begins. Choose an earlier end, or none."): bool(
            following and draft.valid_until and draft.valid_until > following.valid_from
        ),
        _("A published version begins on the same day. Choose another day."): ServiceItem.objects.filter(
            code=draft.code, valid_from=draft.valid_from
        ).exists(),
    }
    return [sentence for sentence, is_so in said.items() if is_so]


def faults_of_texts(draft: ServiceItem) -> list[str]:
    """Say which texts lack a language, and that a page without a step tells nothing."""
    faults = [lacking(label, languages_lacking(draft, text)) for text, label in TEXTS.items()]
    for kind in PARTS:
        for number, part in enumerate(getattr(draft, kind.name).all(), 1):
            for text, label in kind.texts.items():
                where = f"{kind.numbered % {'number': number}}, {label}"
                faults.append(lacking(where, languages_lacking(part, text, is_optional=text in kind.optional)))
    if not draft.steps.all():
        faults.append(_("It has no step: say at least what happens first, and who does it."))
    return [fault for fault in faults if fault]


def lacking(where: object, languages: list[Language]) -> str:
    """Say in which languages a text is missing, each called by its own name."""
    names = _(", ").join(language.name for language in languages)
    return _("%(where)s: nothing is written in %(languages)s.") % {"where": where, "languages": names} if names else ""


def faults_of_links(draft: ServiceItem) -> list[str]:
    faults = []
    if not ServiceStandard.objects.valid_on(draft.valid_from).filter(service_code=draft.code).exists():
        faults.append(_("No promise holds for it on its first day. Publish one among the service standards first."))
    kinds = CaseKind.objects.valid_on(draft.valid_from).filter(door=draft.door, code=draft.kind_code)
    if not kinds.exists():
        faults.append(_("The kind of case that it opens is not taken in on its first day. Choose another."))
    return faults
