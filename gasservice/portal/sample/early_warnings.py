"""What the sweep has seen of the key accounts in the last months, and what people made of it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal

from gasservice.cases.actions.filing import open_case
from gasservice.cases.actions.work import resolve_case, take_case
from gasservice.cases.references import FIRST, LAST, reference_of
from gasservice.keyaccounts.actions.judging import judge_warning, note_follow_up
from gasservice.keyaccounts.models import EarlyWarning, KeyAccount
from gasservice.keyaccounts.terms import WarningStatus
from gasservice.portal.sample.chance import chance_of
from gasservice.portal.sample.key_accounts import BREWERY, DYERS, HOTEL, KITCHEN, LAUNDRY, Works
from gasservice.portal.sample.outages import moment
from gasservice.portal.sample.parts import City
from gasservice.registry.models import (
    GasAccount,
    Interruption,
    InterruptionArea,
    InterruptionVersion,
    Meter,
    MeterTest,
)
from gasservice.registry.queries.accounts import holder_of
from gasservice.standards.models import CaseKind

PIPES = {
    "reason_en": "The branch main of the development zone is renewed",
    "reason_zh_hans": "开发区支线管道更新改造",
    "reason_zh_hant": "開發區支線管道更新改造",
}
COMPLAINTS = [
    "连续两个月账单与流量计读数对不上，财务多次来电没有答复。",
    "燃气表跳字，备餐高峰用气量忽高忽低，要求派人检定。",
    "上门检定的时间改了三次，影响中央厨房排产。",
    "复检报告迟迟未出，当月气费是否先按上月结算，没人说得清。",
]


def warn_early(city: City, built: dict[Works, tuple[GasAccount, Meter]]) -> None:
    """Sweep on some days as they would have gone, and let people judge in between."""
    renew_pipes(city, built[DYERS][0])
    complain(city, *built[KITCHEN])
    sweep = sweeper()
    sweep(city.midnight - timedelta(days=104))
    dismiss(city, built[HOTEL][0], city.midnight - timedelta(days=102, hours=-10))
    sweep(city.midnight - timedelta(days=55))
    confirm(city, built[LAUNDRY][0], city.midnight - timedelta(days=54, hours=-11))
    sweep(city.midnight - timedelta(days=5))
    sweep(city.midnight)
    KeyAccount.objects.filter(gas_account=built[BREWERY][0]).update(manager=city.people["agent"])


def sweeper() -> Callable[[datetime], None]:
    # The statistics take seconds to import: only who builds a city needs them here.
    from gasservice.keyaccounts.actions.sweeping import mark_large_accounts, watch_key_accounts

    def sweep(at: datetime) -> None:
        mark_large_accounts(at=at)
        while watch_key_accounts(at=at):
            pass

    return sweep


def renew_pipes(city: City, account: GasAccount) -> None:
    """Let gas be off at the dyers' for two weeks: their usage falls to nought, and no sign counts."""
    begun, over = (moment(city.today - timedelta(days=days), 8) for days in (19, 6))
    facts = {"is_planned": True, "started_at": begun, "restored_at": over, "cleared_at": over + timedelta(hours=2)}
    outage = Interruption.objects.create(reference="T-0101", **facts)
    told = begun - timedelta(days=7)
    version = InterruptionVersion.objects.create(
        interruption=outage, number=1, starts_at=begun, ends_at=over, drafted_at=told, published_at=told, **PIPES
    )
    community = account.service_point.premise.community
    InterruptionArea.objects.create(version=version, community=community, service_point=account.service_point)
    outage.current = version
    outage.save()


def complain(city: City, account: GasAccount, meter: Meter) -> None:
    """Let the kitchen complain four times in a month, and its meter fail a test."""
    premise, customer = account.service_point.premise, holder_of(account, city.today)
    kind = CaseKind.objects.valid_on(city.today).get(door="complaints", code="reading-and-charges")
    whose = {"gas_account": account, "customer": customer, "premise": premise, "community": premise.community}
    said = {"channel": "phone", "contact_name": customer.name, "contact_email": "office@mingchu.example"}
    chance, case = chance_of("complaints of works"), None
    for number, words in enumerate(COMPLAINTS):
        at = city.midnight - timedelta(days=26 - 7 * number, hours=-10)
        reference = reference_of(chance.randint(FIRST, LAST))
        facts = {"title": words[:18], "reference": reference, **whose, **said}
        case = open_case(kind=kind, words=words, by=city.people["agent"], at=at, **facts).case
        take_case(case=case, by=city.people["billing"], at=at + timedelta(hours=1))
        answer = "已与用户核对读数，表具送检。"
        resolve_case(case=case, finding="done", words=answer, by=city.people["billing"], at=at + timedelta(hours=5))
    tested = {
        "asked_at": case.opened_at,
        "tested_on": city.today - timedelta(days=3),
        "certificate_number": "JL-2611-08",
    }
    error = {"error_percent": Decimal("2.60"), "limit_percent": Decimal("1.50"), "laboratory": "临江市计量测试所"}
    kept = {"recorded_by": city.people["billing"], "recorded_at": city.midnight - timedelta(days=2)}
    MeterTest.objects.create(meter=meter, case_reference=case.reference, **tested, **error, **kept)


def judge(account: GasAccount, verdict: WarningStatus, **said) -> EarlyWarning:
    warning = EarlyWarning.objects.get(key_account__gas_account=account, status=WarningStatus.OPEN)
    return judge_warning(warning=warning, verdict=verdict, seen_on=warning.looked_on, **said)


def dismiss(city: City, account: GasAccount, at: datetime) -> None:
    why = "酒店裙楼翻修，停用两台锅炉，已与后勤经理电话核实，工期到下月中旬结束。"
    judge(account, WarningStatus.DISMISSED, why=why, by=city.people["supervisor"], at=at)


def confirm(city: City, account: GasAccount, at: datetime) -> None:
    why = "走访得知用户在试用外购蒸汽，已停一台燃气锅炉；用户反映峰段气价高、年用气量没有优惠。"
    follow_up = "约用户面谈，测算年度气量协议与蒸汽成本对比；请技术班检测锅炉效率。"
    by = {"by": city.people["supervisor"]}
    until = city.today - timedelta(days=40)
    warning = judge(account, WarningStatus.CONFIRMED, why=why, follow_up=follow_up, follow_up_by=until, at=at, **by)
    outcome = "已面谈两次，用户同意保留两台燃气锅炉至明年3月，待年度协议价批复后再定。"
    note_follow_up(warning=warning, outcome=outcome, at=at + timedelta(days=12), **by)
