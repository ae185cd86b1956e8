"""What a contributor's label says of the words behind it: 标题, 【作者】, 联系电话."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from articles.text.punctuation import fold_marks

LabelKind = Literal[
    "kicker", "headline", "subhead", "signer", "unit", "body", "caption", "private", "other"
]

_OF = "(?:稿件|文章|文稿|信息|作品|新闻|材料|宣传|征文|来稿|投稿|报送|推荐)?的?"
_COUNT = r"(?:[一二三四五六七八九十]{1,2}|\d{1,2})"
#: The first that a label is in full decides.
_KINDS: tuple[tuple[LabelKind, str], ...] = (
    ("kicker", "引题|肩题|眉题|眉标|引标题"),
    ("subhead", f"{_OF}(?:副标题|副题|子标题|次标题)"),
    ("headline", f"{_OF}(?:主?标题|题目|主题|题名|篇名){_COUNT}?|(?:稿件|文章|作品)名称"
                 f"|(?:稿件|文稿|文章){_COUNT}"),
    ("unit", "(?:供稿|作者|报送|投稿|来稿|拟稿|撰稿|工作|所在|推荐|选送)?单位(?:名称)?"
             "|(?:供稿|报送|投稿|来稿|拟稿)部门"),
    ("signer", "作者(?:姓名)?|姓名|通[讯信]员|记者"
               "|(?:撰稿|供稿|投稿|报送|拟稿|撰写|来稿)[人者]?(?:姓名)?"
               "|摄影(?:者|作者)?|拍摄者?|摄影师"),
    ("body", f"{_OF}(?:正文|内容|全文|原文|文字稿|文字内容)"),
    ("caption", "(?:图片?|照片)(?:文字)?(?:说明|注)"),
    ("private", ".{0,8}(?:电话|手机|联系方式|联系人|身份证|账号|帐号"
                "|账户|卡号|开户|户名|收款|邮箱|邮编|邮政编码"
                "|地址|住址|微信|QQ"
                "|[Ee]-?[Mm]ail|传真|稿费|稿酬|性别|出生|年龄|民族|籍贯|政治面貌|学历|职称|职务)"
                ".{0,8}"),
    ("other", "(?:稿件|信息|新闻|作品)?(?:类别|类型|栏目|体裁|字数|编号|级别|密级)"
              "|备注|附件|投稿栏目|拟投栏目"
              "|(?:报送|投稿|来稿|登记|收稿|拟稿|撰写|填表|发布|成稿|采写)?(?:时间|日期)|填表人|填报人"
              "|.{0,10}(?:意见|签发|签字|签名|盖章"
              "|审核|审批|审签|审稿|采用情况|使用情况|校对)(?:人|栏|情况)?"
              "|(?:作品|内容|作者)简介|摘要|关键词"),
)  # fmt: skip
_READ = tuple((kind, re.compile(words)) for kind, words in _KINDS)
_LONGEST = 16
_NAMED = re.compile(
    r"\s*(?:(?P<open>[【\[(])(?P<bracketed>[^【】\[\]()]{1,16})[】\])]\s*:?"
    r"|(?P<bare>[^:【】\[\]()]{1,16}):)\s*"
)


class PartLabel(NamedTuple):
    """`end` is where the words behind it begin."""

    kind: LabelKind
    words: str
    end: int
    bracketed: bool


def kind_of(text: str) -> LabelKind | None:
    """What a text that is a label and nothing else says of what follows it."""
    words = re.sub(r"[\s:【】\[\]]|\([^()]*\)", "", fold_marks(text))
    if not words or len(words) > _LONGEST:
        return None
    return next((kind for kind, pattern in _READ if pattern.fullmatch(words)), None)


def read_label(text: str) -> PartLabel | None:
    """The label at the beginning of a line: 标题：…, 【标题】…, or 标题 by itself."""
    folded = fold_marks(text)
    hit = _NAMED.match(folded)
    words = (hit["bracketed"] or hit["bare"]) if hit else folded.strip()
    kind = kind_of(words)
    if kind is None:
        return None
    end = hit.end() if hit else len(text)
    return PartLabel(kind, words.strip(), end, bool(hit and hit["open"]))


def usual_label(kind: LabelKind, words: str) -> str:
    """A label of who signs as the readers of signatures know it."""
    if kind == "unit":
        return "单位"
    known = re.search("摄影|拍摄|记者|通[讯信]员", words)
    return {"摄影": "摄影", "拍摄": "摄影", "记者": "记者"}.get(known[0] if known else "", "作者")
