"""What pages show of key accounts and their warnings."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Prefetch, Q, QuerySet
from django.db.models.functions import TruncMonth
from django.utils import timezone

from gasservice.keyaccounts.access import WITH_ACCOUNT, key_accounts_visible_to, warnings_visible_to
from gasservice.keyaccounts.models import EarlyWarning, KeyAccount, Sign
from gasservice.keyaccounts.terms import JUDGED, WarningStatus
from gasservice.oversight.periods import year_to
from gasservice.oversight.rules import Share
from gasservice.registry.access import midnight
from gasservice.registry.models import Customer, GasAccount
from gasservice.registry.queries.accounts import tenures_on
from gasservice.users.models import User

# The lists of warnings: what is in each, and the column that orders it.
LISTS = {
    "to-judge": ({"status": WarningStatus.OPEN}, "-score"),
    "held-back": ({"status": WarningStatus.SUPPRESSED}, "-score"),
    "judged": ({"status__in": JUDGED}, "-judged_at"),
}


@dataclass(frozen=True)
class JudgedMonth:
    """How many warnings were judged in a month, and how many of them were false alarms."""

    first: date
    judged: int
    dismissed: int

    @property
    def share(self) -> Share:
        return Share(self.dismissed, self.judged)


def warnings_listed(user: User, name: str) -> tuple[QuerySet[EarlyWarning], str]:
    """Give one of the lists of the warnings somebody sees, with its order."""
    narrowed, by = LISTS[name]
    shown = [f"key_account__{path}" for path in WITH_ACCOUNT]
    rows = warnings_visible_to(user).filter(**narrowed).select_related(*shown, "judged_by")
    return rows.prefetch_related("signs"), by


def key_accounts_listed(user: User) -> QuerySet[KeyAccount]:
    """Give the key accounts somebody sees, each with its standing warning."""
    standing = Prefetch("warnings", EarlyWarning.objects.standing(), to_attr="standing")
    return key_accounts_visible_to(user).standing().select_related(*WITH_ACCOUNT).prefetch_related(standing)


def signs_of_warning(warning: EarlyWarning) -> list[Sign]:
    """Give the signs of a warning with what is drawn of each, in two queries."""
    return list(warning.signs.prefetch_related("points"))


def holders_on(accounts: Iterable[GasAccount], at: datetime) -> dict[int, Customer]:
    """Give who holds each account now, by its key."""
    rows = tenures_on(timezone.localdate(at), gas_account__in=list(accounts))
    return {row.gas_account_id: row.customer for row in rows}


def warnings_before(warning: EarlyWarning) -> QuerySet[EarlyWarning]:
    """Give the latest other warnings of the same gas account, as often as it was marked."""
    account = warning.key_account.gas_account_id
    rows = EarlyWarning.objects.filter(key_account__gas_account=account).exclude(pk=warning.pk)
    return rows.select_related("judged_by").order_by("-opened_at")[:5]


def judged_by_month(user: User, at: datetime) -> list[JudgedMonth]:
    """Count the verdicts of twelve months, this one last, on the warnings somebody sees."""
    year = year_to(timezone.localdate(at))
    rows = warnings_visible_to(user).filter(
        status__in=JUDGED, judged_at__gte=midnight(year.since), judged_at__lt=midnight(year.until)
    )
    counted = rows.order_by().annotate(month=TruncMonth("judged_at")).values("month").annotate(
        judged=Count("pk"), dismissed=Count("pk", filter=Q(status=WarningStatus.DISMISSED))
    )  # fmt: skip
    judged, dismissed = Counter(), Counter()
    for row in counted:
        month = timezone.localdate(row["month"])
        judged[month], dismissed[month] = row["judged"], row["dismissed"]
    return [JudgedMonth(month, judged[month], dismissed[month]) for month in year.months]
