"""The same complaint through the API: filed by the program of a customer, worked by one of ours."""

from concurrent.futures import ThreadPoolExecutor

from django.utils import timezone

from gasservice.cases.models import Case
from gasservice.portal.sample.staff import email_of
from gasservice.users.actions import make_token
from gasservice.users.models import User
from tests.journeys.office import link_in

QUESTION, NOTE = "请问是从哪家银行缴的？", "银行对账单已调取"
PROMISES = ("acknowledged", "first_answer", "resolution")


def test_a_complaint_is_filed_once_and_worked_to_its_end(office):
    customer, clerk = Program(office, "customer"), Program(office, "billing")

    case = f"cases/{file_twice_at_once(customer)}/"
    answer_too_late_and_again(clerk, case)
    assert clerk.post(f"{case}notes/", {"words": NOTE})[0] == 200
    assert clerk.post(f"{case}hold/", {"waiting_for": "customer", "reason": QUESTION})[1]["status"] == "waiting"
    assert QUESTION in [entry["words"] for entry in customer.get(case)["story"]]
    assert customer.post(f"{case}messages/", {"words": "工商银行。"})[1]["status"] == "in_progress"
    found = {"finding": "upheld", "words": "违约金已退。"}
    assert clerk.post(f"{case}resolution/", found)[1]["status"] == "resolved"
    assert clerk.post(f"{case}closing/")[1]["status"] == "closed"

    told = customer.get(case)
    assert (told["status"], told["resolution"]["finding"]) == ("closed", "upheld")
    assert {row["promise"]: row["state"] for row in told["promises"]} == dict.fromkeys(PROMISES, "kept")
    assert NOTE not in str(told)
    assert NOTE in str(clerk.get(case))
    assert "/rate/" in link_in(office.letter(to=email_of("customer"), about="How did we do?"))


def file_twice_at_once(customer: "Program") -> str:
    """File with one key twice at the same moment and once after; it is one case, and its number comes back."""
    said = {"kind": "late-charge", "words": "九月的违约金收错了。我按时缴的费。", "language": "en"}
    with ThreadPoolExecutor(2) as at_once:
        sent = [at_once.submit(customer.post, "complaints/", said, Idempotency_Key="one") for _ in range(2)]
    answers = [one.result() for one in sent]
    status, receipt = customer.post("complaints/", said, Idempotency_Key="one")

    assert status == 201
    assert {status for status, _ in answers} <= {201, 409}  # 409: the other is being answered
    assert {answer["reference"] for status, answer in answers if status == 201} == {receipt["reference"]}
    assert Case.objects.filter(title="九月的违约金收错了").count() == 1
    return receipt["reference"]


def answer_too_late_and_again(clerk: "Program", case: str) -> None:
    """A reply that has not seen the last event is refused; read again, it is sent."""
    seen = clerk.get(case)["last_event"]
    assert clerk.post(f"{case}taking/")[1]["status"] == "in_progress"
    assert clerk.post(f"{case}messages/", {"words": "我们在核实。", "seen_event": seen})[0] == 409
    seen = clerk.get(case)["last_event"]
    assert clerk.post(f"{case}messages/", {"words": "我们在核实。", "seen_event": seen})[0] == 200


class Program:
    """A program that asks the API with somebody's token."""

    def __init__(self, office, place: str) -> None:
        user = User.objects.get(email=email_of(place))
        _, secret = make_token(user=user, name="journey", days=1, at=timezone.now())
        self.office, self.headers = office, {"Authorization": f"Bearer {secret}"}

    def get(self, path: str) -> dict:
        status, answer = self.office.call("GET", f"/api/v1/{path}", **self.headers)
        assert status == 200, answer
        return answer

    def post(self, path: str, said: dict | None = None, **headers: str) -> tuple[int, dict]:
        return self.office.call("POST", f"/api/v1/{path}", said or {}, **self.headers | headers)
