"""The names the city draws from; each community name comes with its romanisation."""

FIRST_PARTS = [
    ("锦绣", "Jinxiu"), ("翠湖", "Cuihu"), ("望江", "Wangjiang"), ("金桂", "Jingui"), ("紫荆", "Zijing"),
    ("枫林", "Fenglin"), ("春晖", "Chunhui"), ("丽景", "Lijing"), ("康乐", "Kangle"), ("安和", "Anhe"),
    ("幸福", "Xingfu"), ("文昌", "Wenchang"), ("龙泉", "Longquan"), ("碧水", "Bishui"), ("云山", "Yunshan"),
    ("东湖", "Donghu"), ("西溪", "Xixi"), ("南苑", "Nanyuan"), ("北辰", "Beichen"), ("书香", "Shuxiang"),
    ("百合", "Baihe"), ("玉兰", "Yulan"), ("海棠", "Haitang"), ("银杏", "Yinxing"), ("清风", "Qingfeng"),
    ("明月", "Mingyue"), ("凤凰", "Fenghuang"), ("长虹", "Changhong"), ("安居", "Anju"), ("富春", "Fuchun"),
    ("天河", "Tianhe"), ("星海", "Xinghai"), ("松涛", "Songtao"), ("荷塘", "Hetang"), ("竹溪", "Zhuxi"),
]  # fmt: skip
LAST_PARTS = [
    ("花园", "Huayuan"), ("家园", "Jiayuan"), ("小区", "Xiaoqu"), ("新村", "Xincun"), ("嘉苑", "Jiayuan Court"),
    ("华庭", "Huating"), ("名邸", "Mingdi"), ("公寓", "Gongyu"), ("新城", "Xincheng"), ("雅居", "Yaju"),
]  # fmt: skip
STREETS = [
    "滨江路", "中山路", "人民路", "解放路", "建设路", "文化路", "学院路", "新华路", "长江路", "和平路",
    "桂花路", "临湖路", "望江街", "东风街", "创业路", "科技大道", "迎宾大道", "江汉路", "青年路", "体育场路",
]  # fmt: skip
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚"
GIVEN = [
    "伟", "芳", "秀英", "建国", "丽娟", "志强", "桂兰", "建华", "晓燕", "海涛", "淑珍", "文博", "雨桐", "子涵", "玉梅",
    "国栋", "春梅", "浩然", "美玲", "振华", "秀兰", "俊杰", "婷婷", "永福", "慧敏", "立新", "凤英", "明辉", "雪琴",
    "德顺", "红霞", "思远", "爱华", "小龙", "佳怡", "宏伟", "素珍", "天宇", "翠萍",
]  # fmt: skip
NEWCOMERS = ["Maria Santos", "Ahmed Khan", "Emma Wilson", "Kenji Sato", "Olga Petrova", "David Brown", "Sophie Martin"]
BUSINESSES = [
    "老陈面馆", "江城火锅", "临江大酒店", "好味轩餐厅", "蓉香小馆", "清晨豆浆店", "聚福楼酒家", "滨江洗衣坊",
    "东来顺涮肉", "小渔村酒楼", "金麦烘焙坊", "康泰浴场", "万家福超市熟食部", "江南印染厂", "临江陶瓷工坊", "星悦宾馆",
    "百味斋快餐", "西湖茶餐厅",
]  # fmt: skip
