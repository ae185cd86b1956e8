"""How a paragraph begins: like the first one of a story, like a later one, or in mid-sentence."""

from __future__ import annotations

import re

#: Words that refer to what was said before, and so cannot open a story.
GOES_ON = re.compile(
    r"他们|她们|它们|他|她|它(?!们)|这|那(?!曲)|此(?!间)|该|其|与此同时|同时|但|然而|可是|不过|因此|因而|于是|所以|此外|另外"
    r"|另据|而|并|还|也|又|再|接着|随后|然后|之后|后来|最后|其次|再次|第[二三四五六七八九]|[二三四五六七八九]、|首先|总之"
    r"|目前|现在|如今|下一步|今后|据了解|据介绍|据悉|据统计|会议|活动|会上|会后|当天|例如|比如|其实|当然|尽管|正是"
    r"|对此|为此|从此|如果|由于|有的|有人|一是|二是|三是|除了|至于"
)
#: How the last paragraph of a story begins.
LOOKS_AHEAD = re.compile(r"下一步|接下来|今后|未来|据悉|目前|总之|此外")
#: Dates of news, and any other dates.
_RECENTLY = re.compile(
    r"日前|近日|昨日|昨天|昨晚|今天|今日|今晚|近期|前不久|连日来|(?<![\d月])\d{1,2}日"
)
_WHEN = re.compile(
    r"最近|\d{1,2}日|\d{1,2}月|近年来?|今年|去年|当前|眼下|时下|元旦|春节|[入今去]冬|[入今去]夏|岁末|年初"
)
_HELD = re.compile(
    r"举行|召开|举办|启动|获悉|宣布|会见|抵达|开幕|闭幕|发布|公布|成立|表示|推出|完成|揭晓|发表"
)
_SAYS = re.compile(r"^.{1,8}(?:说|指出|认为|表示|强调|介绍|告诉)(?:[,:]|$)")
_FULL = re.compile(
    r"(?:主席|总理|部长|书记|市长|主任|总统|首相|大使|教授|记者|局长|委员长|省长|经理|院长|发言人|专家)"
)


def marks(text: str) -> dict[str, float]:
    """The evidence for and against a story beginning with this paragraph."""
    start = text.lstrip("\u201c\u300e \u3000")
    clause = re.split(r"[,。;:!?]", text, maxsplit=1)[0]
    sentence = text.split("。", 1)[0][:80]
    return {
        "goes on": float(bool(GOES_ON.match(start))),
        "pronoun": float(bool(re.match(r"他|她|它|这|该|其|此(?!间)", start))),
        "recently first": float(bool(_RECENTLY.search(clause[:16]))),
        "recently": float(bool(_RECENTLY.search(sentence[:40]))),
        "when first": float(bool(_WHEN.search(clause[:16]))),
        "when": float(bool(_WHEN.search(sentence[:40]))),
        "held": float(bool(_HELD.search(sentence))),
        "says": float(bool(_SAYS.match(text[:14]))),
        "office": float(bool(_FULL.search(sentence))),
        "by way of": float(text.startswith("据")),
        "quoted": float(text[:1] in "\u201c\u300e"),
        "long clause": min(len(clause), 30) / 30,
        "number": float(
            bool(re.match(r"[一二三四五六七八九十\d]+[、.]|第[一二三四五六七八九十]|[—-]", text))
        ),
    }
