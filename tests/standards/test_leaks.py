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
        "煤气漏了，快来人",
        "屋里一股臭鸡蛋味",
        "厨房一股怪味，很刺鼻",
        "楼道里天燃气味好重",
        "媒气味很大",
        "灶头那里呲呲响，味儿挺大",
        "热水器跑煤气",
        "燃氣管有異味，鄰居也聞到",
        "廚房瓦斯外洩，警報器響",
        "陣陣石油氣味由廚房傳出",
        "装了一氧化碳报警器，今天报警器一直响",
        "没有漏气的迹象？可是闻到煤气味",
        "请来看看是不是漏气",
        "it stinks of rotten eggs in our hall",
        "Hissing noise at the meter",
        "gas escaping near my gate",
        "i smel gass",
        "I don’t know where, but there is a smell of gas",
        "the carbon monoxide alarm is going off",
        "There was no leak last week, but now the stove smells",
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
        "燃气公司泄露我的个人信息，天天接到推销电话",
        "燃氣公司洩露我的個人資料",
        "抄表员漏了我家的气表",
        "热水器漏水，能修吗",
        "燃气表漏抄了两个月",
        "想买一个一氧化碳报警器，多少钱",
        "家里要装燃气泄漏报警器",
        "这个月气费爆炸，燃气价格太高",
        "下水道臭味很大",
        "安检时未发现泄漏，燃气管道正常",
        "服务很有人情味，燃气公司点赞",
        "Your gas company leaked my data",
        "My gas bill exploded this winter",
        "The boiler is leaking water",
        "What does a leak test of the gas pipe cost?",
        "We can’t smell anything and the gas is fine",
        "I want a carbon monoxide alarm for the kitchen",
        "",
    ],
)
def test_it_leaves_other_texts_alone(text):
    assert not reads_like_leak(text)
