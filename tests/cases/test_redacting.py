"""Names, numbers and addresses do not come through; the rest of the words does."""

import pytest

from gasservice.cases.redacting import MASK, Known, redacted, still_told

WAYS = ("滨河花园", "1000001", "+8613800138000", "chen@home.example")
KNOWN = Known(names=("陈桂兰", "John Miller", "欧阳修"), words=WAYS)


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("已向陈桂兰说明。", f"已向{MASK}说明。"),
        ("陳女士的表已更换", f"{MASK}的表已更换"),
        ("桂兰同意", f"{MASK}同意"),
        ("老陈来电", f"{MASK}来电"),
        ("欧阳先生、欧阳修", f"{MASK}、{MASK}"),
        ("Mr Miller agrees, john too", f"Mr {MASK} agrees, {MASK} too"),
        ("回电 138 0013 8000 说明", f"回电 {MASK} 说明"),
        ("座机0571-8812 3456", f"座机{MASK}"),
        ("１３８００１３８０００", MASK),
        ("邮箱 chen@home.example。", f"邮箱 {MASK}。"),
        ("other.person@mail.example", MASK),
        ("户号1000001", f"户号{MASK}"),
        ("滨河花園3号楼2单元501室漏气", f"{MASK}漏气"),
        ("三号楼二单元", MASK),
        ("住3-2-501", f"住{MASK}"),
    ],
)
def test_what_tells_somebody_apart_is_taken_out(words, left):
    assert redacted(words, KNOWN) == left


@pytest.mark.parametrize(
    "words", ["已按2026-10-12抄表重算，退12.50元。", "违约金算错，已退。", "We took the charge of 86.40 yuan back.", ""]
)
def test_other_words_stay(words):
    assert redacted(words, KNOWN) == words
    assert still_told(words, KNOWN) == []


def test_nobody_known_still_hides_numbers():
    assert redacted("请打13800138000", Known()) == f"请打{MASK}"
