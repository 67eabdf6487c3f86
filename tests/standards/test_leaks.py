"""What reads like a gas leak, in both scripts and two languages."""

import pytest

from gasservice.standards.leaks import reads_like_leak


@pytest.mark.parametrize(
    "text",
    [
        "厨房里有很重的煤气味",
        "家里闻到燃气的味道，怎么办",
        "燃气表旁边一直嘶嘶响，是不是漏气",
        "燃氣洩漏，請快來",
        "灶台下面有臭鸡蛋的气味",
        "报警器一直响",
        "I smell gas in the kitchen",
        "There is a GAS LEAK next to the meter",
        "the pipe behind the stove hisses, gas is leaking",
        "Ｇａｓ leak",
    ],
)
def test_it_warns(text):
    assert reads_like_leak(text)


@pytest.mark.parametrize(
    "text",
    [
        "上个月的账单多收了违约金",
        "改管的费用太高",
        "师傅检查后说没有漏气，但是态度不好",
        "窗户没关好，有味道",
        "The late charge on my gas bill is wrong",
        "Your man checked: no smell, no leak. But he was rude.",
        "Please explain the gas price",
        "",
    ],
)
def test_it_leaves_other_texts_alone(text):
    assert not reads_like_leak(text)
