"""Recognises bylines and photo credits as newspapers print them."""

from __future__ import annotations

import re

from articles.text.punctuation import fold_marks

MARKS = "■□◆◇●○▲△▼▽★☆◎▪▫•◼◻⊙※"
_HAN = r"[\u3400-\u9fff\U00020000-\U0003ffff]"
#: Role words, longest first, and the roles that they name.
ROLES = {
    "photographer": r"摄影报道|摄影记者|摄影",
    "staff": r"(?:(?:本[报台刊]|[见实]习|特约|首席|[全融]媒体?|区融媒体中心|驻\w{1,4})\s?)*记者",
    "correspondent": r"(?:(?:本报|特约)\s?)?通[讯信]员|特约撰稿人?|报道员|作者",
    "editor": r"(?:责任|本版|值班|执行|见习)?编辑|责编",
}
_ROLE = "|".join(f"(?P<{role}>{words})" for role, words in ROLES.items())
_ROLE_PLAIN = "|".join(ROLES.values())
_NAME = rf"{_HAN}{{1,8}}(?:·{_HAN}{{1,8}})+|{_HAN}{{2,7}}|{_HAN} {{1,2}}{_HAN}(?!{_HAN})"
_JOINT = r"[\s、,/]*"
_BREAK = r"[\s、,/]+"
_NAMES = rf"(?:{_NAME})(?:[\s、,/]+(?:{_NAME}))*"
_ENTRY = rf"(?:{_ROLE_PLAIN})\s*[:/]?\s*{_NAMES}"
# Not compiled here, because that takes a tenth of a second, too long for an import.
_LEADING = (
    rf"[{MARKS}\s]*(?:文\s*[:/]\s*)?[(【]?\s*{_ENTRY}(?:{_JOINT}{_ENTRY})*"
    rf"\s*(?:文\s*/\s*图|文图|报道|供稿)?\s*[)】]?"
)
_MARKED = rf"[{MARKS}]\s*(?:文\s*/\s*)?{_NAMES}\s*(?:文\s*/\s*图|文图|报道|供稿)?"
_DESK = rf"文\s*[:/]\s*{_NAMES}(?:\s*图\s*[:/]\s*{_NAMES})?"
_TRAILING = (
    rf"(?<=[。!?\u201d\u2019…:;》』」)])\s*(?:[(【]\s*{_ENTRY}(?:{_JOINT}{_ENTRY})*"
    rf"\s*(?:文\s*/\s*图|报道|供稿)?\s*[)】]|[{MARKS}]\s*{_ENTRY}(?:{_JOINT}{_ENTRY})*"
    rf"|(?<=[。!?\u201d])\s+{_ENTRY}(?:{_JOINT}{_ENTRY})*)\s*$"
)
_WHO = rf"(?:(?:{_ROLE_PLAIN})\s*[:/]?\s*)?(?:{_NAMES})"
_SHOT = r"摄影报道|摄影|摄|/\s*图|供图| 图"
_CREDIT = (
    rf"[{MARKS}]?\s*[(【]?\s*(?:{_WHO}(?:{_BREAK}{_WHO})*?\s*(?:{_SHOT})"
    rf"|(?:摄影|图片|图|供图|摄)\s*[:/]?\s*{_NAMES})\s*[)】]?"
)
_CREDIT_END = (
    rf"(?<=[。!?\u201d])\s*(?:[(【]\s*{_WHO}(?:{_BREAK}{_WHO})*?\s*(?:摄影|摄|供图)\s*[)】]"
    rf"|(?<=[。!?\u201d])\s*{_WHO}(?:{_BREAK}{_WHO})*?\s*(?:摄影|摄|供图))\s*$"
)
_SHOT_END = re.compile(r"(?:摄影|摄|供图)\s*[)】]?\s*$")
_SHOWN = re.compile(r"摄|图")
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘于蒋蔡余杜叶程苏魏吕丁"
    "任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武"
    "戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯"
    "纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳欧阳管柴蒙鲍华喻祁房滕屈饶解牟艾尤时阳穆农司卓古吉"
    "缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑"
    "郎甄丛仲虞敖巩明佘池查麻苑迟邝封官谈匡鞠惠荆乐冀胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉"
)
_COMPOUND = frozenset(
    [
        "欧阳",
        "上官",
        "司马",
        "诸葛",
        "东方",
        "皇甫",
        "尉迟",
        "公孙",
        "慕容",
        "令狐",
        "司徒",
        "夏侯",
        "端木",
        "南宫",
    ]
)


def is_byline(text: str) -> bool:
    """Does the line hold names with their roles (or a byline mark and names), and nothing else?"""
    line = fold_marks(text).strip()
    if not 3 <= len(line) <= 60:
        return False
    if line[0] not in MARKS and not re.search(rf"{_ROLE_PLAIN}|文", line[:12]):
        return False
    if re.fullmatch(_MARKED, line) or re.fullmatch(_DESK, line):
        return True
    return bool(re.fullmatch(_LEADING, line)) and _is_likely_byline(line)


def is_credit(text: str) -> bool:
    """Does the line say who took the picture above it, and nothing else?"""
    line = fold_marks(text).strip()
    if not (3 <= len(line) <= 40 and _SHOWN.search(line)):
        return False
    return bool(re.fullmatch(_CREDIT, line)) and _is_likely_byline(line)


def _is_likely_byline(line: str) -> bool:
    """Names with a space after their role are accepted; others must begin with a surname."""
    names = [name for _, name in people(line)]
    if any(len(name) > 4 and "·" not in name for name in names):
        return False
    if line[0] in MARKS or re.search(rf"(?:{_ROLE_PLAIN})\s*[:/ ]", line):
        return True
    return all(name[0] in _SURNAMES for name in names)


def find_trailing_byline(text: str) -> int | None:
    """The offset of a byline at the end of a paragraph, or None."""
    line = fold_marks(text)
    if not re.search(_ROLE_PLAIN, line[-60:]):
        return None
    hit = re.compile(_TRAILING).search(line, max(0, len(text) - 60))
    return hit.start() if hit and hit.start() >= 10 else None


def find_trailing_credit(text: str) -> int | None:
    """The offset of a photographer's credit at the end of a caption, or None."""
    line = fold_marks(text)
    if not _SHOT_END.search(line[-8:]):
        return None
    hit = re.compile(_CREDIT_END).search(line, max(0, len(text) - 40))
    return hit.start() if hit and hit.start() >= 8 else None


def people(byline: str) -> list[tuple[str, str]]:
    """(role, name) in print order; roles: correspondent, staff, photographer, editor.

    Names without a role word are correspondents, or photographers in a credit.
    """
    line = fold_marks(byline).strip().strip("()【】" + MARKS).strip()
    shot = re.search(r"(?:摄影报道|摄影|摄|供图|图)\s*$", line)
    if shot and not re.search(r"文\s*/\s*图$", line):
        line = line[: shot.start()]
        return [("photographer", name) for name in _names(re.sub(_ROLE_PLAIN, " ", line))]
    line = re.sub(r"(?:文\s*/\s*图|文图|报道|供稿)\s*$", "", line)
    line = re.sub(r"(?<!\w)文\s*[:/]", " 作者 ", line)
    line = re.sub(r"(?<!\w)图\s*[:/]", " 摄影 ", line)
    found: list[tuple[str, str]] = []
    role, end = "correspondent", 0
    for hit in re.finditer(_ROLE, line):
        found += [(role, name) for name in _names(line[end : hit.start()])]
        role, end = str(hit.lastgroup), hit.end()
    return found + [(role, name) for name in _names(line[end:])]


def _names(text: str) -> list[str]:
    words = [word for word in re.split(r"[^\w·]+|和(?=\w{2})", text) if word]
    names: list[str] = []
    loose = ""
    for word in words:
        if len(word) == 1:
            loose += word
            if len(loose) == 2:
                names.append(loose)
                loose = ""
            continue
        names += _split_names(loose + word) if loose else _split_names(word)
        loose = ""
    return names + ([loose] if loose else [])


def _split_names(word: str) -> list[str]:
    """Split names printed without spaces; a name has two or three characters."""
    if len(word) < 4 or len(word) > 9 or "·" in word or word[:2] in _COMPOUND:
        return [word]
    for first in (3, 2):
        rest = word[first:]
        if len(rest) >= 2 and word[0] in _SURNAMES and rest[0] in _SURNAMES:
            others = _split_names(rest)
            if all(2 <= len(other) <= 3 for other in others):
                return [word[:first], *others]
    return [word]
