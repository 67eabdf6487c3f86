"""The same complaint through the API: filed by the program of a customer, worked by one of ours."""

from concurrent.futures import ThreadPoolExecutor

from django.utils import timezone

from gasservice.cases.models import Case
from gasservice.portal.sample.staff import email_of
from gasservice.users.actions import make_token
from gasservice.users.models import User
from tests.journeys.office import link_in

WORDS = "九月的违约金收错了。我按时缴的费。"
QUESTION, ANSWER = "请问是从哪家银行缴的？", "工商银行。"


def test_a_complaint_is_filed_once_and_worked_to_its_end(office):
    customer, clerk = Program(office, "customer"), Program(office, "billing")
    said = {"kind": "late-charge", "words": WORDS, "language": "en"}

    with ThreadPoolExecutor(2) as at_once:
        sent = [at_once.submit(customer.post, "complaints/", said, Idempotency_Key="one") for _ in range(2)]
    status, receipt = customer.post("complaints/", said, Idempotency_Key="one")
    assert status == 201
    assert {one.result()[0] for one in sent} <= {201, 409}  # 409: the other is not answered yet
    assert {one.result()[1].get("reference", receipt["reference"]) for one in sent} == {receipt["reference"]}
    assert Case.objects.filter(title="九月的违约金收错了").count() == 1

    case = f"cases/{receipt['reference']}/"
    seen = clerk.get(case)["last_event"]
    assert clerk.post(f"{case}taking/")[1]["status"] == "in_progress"
    assert clerk.post(f"{case}messages/", {"words": "我们在核实。", "seen_event": seen})[0] == 409
    seen = clerk.get(case)["last_event"]
    assert clerk.post(f"{case}messages/", {"words": "我们在核实。", "seen_event": seen})[0] == 200
    assert clerk.post(f"{case}notes/", {"words": "银行对账单已调取"})[0] == 200
    asked = {"waiting_for": "customer", "reason": QUESTION}
    assert clerk.post(f"{case}hold/", asked)[1]["status"] == "waiting"

    assert QUESTION in [entry["words"] for entry in customer.get(case)["story"]]
    assert customer.post(f"{case}messages/", {"words": ANSWER})[1]["status"] == "in_progress"

    found = {"finding": "upheld", "words": "违约金已退。"}
    assert clerk.post(f"{case}resolution/", found)[1]["status"] == "resolved"
    assert clerk.post(f"{case}closing/")[1]["status"] == "closed"

    told = customer.get(case)
    assert (told["status"], told["resolution"]["finding"]) == ("closed", "upheld")
    assert {row["promise"]: row["state"] for row in told["promises"]} == {
        "acknowledged": "kept",
        "first_answer": "kept",
        "resolution": "kept",
    }
    assert "银行对账单" not in str(told)
    assert "银行对账单" in str(clerk.get(case))
    assert "/rate/" in link_in(office.letter(to=email_of("customer"), about="How did we do?"))


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
