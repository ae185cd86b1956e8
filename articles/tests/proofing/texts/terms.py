"""Texts for the rules of house terms, wrong and sound."""

from datetime import date

from articles.proofing.termlist import TermRule

TERMS = [
    TermRule("省分", "省份"),
    TermRule("环保局", "生态环境局", exceptions=("原环保局",), valid_from=date(2018, 3, 17)),
    TermRule("村长", severity="info", reason="村委会设主任"),
    TermRule("未成年保护法", "未成年人保护法", "block", "法律全称"),
    TermRule("河长制", "河湖长制"),
    TermRule("鹿鸣大桥", "青石河鹿鸣大桥"),
    TermRule("KM", "km"),
    TermRule("宣部", "宣传部"),
]
FOUND = [
    ("几个省分的人都来了。", [("省分", "warn", ("省份",))]),
    ("区环保局的人来了。", [("环保局", "warn", ("生态环境局",))]),
    ("村长说，灯亮了。", [("村长", "info", ())]),
    ("《未成年保护法》第二条。", [("未成年保护法", "block", ("未成年人保护法",))]),
    ("鹿鸣大桥昨起通行。", [("鹿鸣大桥", "warn", ("青石河鹿鸣大桥",))]),
    ("步道长3KM，全程有灯。", []),
    ("步道长3 KM，全程有灯。", [("KM", "warn", ("km",))]),
]
LEFT_ALONE = [
    "市里的省分行昨天开门。",
    "原环保局的楼还在。",
    "《未成年人保护法》第二条。",
    "青石河鹿鸣大桥昨起通行。",
    "河湖长制推行三年。",
    "中宣部和区委宣传部的人来了。",
    "OKMan是个店名。",
]
