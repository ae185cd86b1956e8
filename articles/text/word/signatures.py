"""Who signs a manuscript, as contributors write it: 柳桥街道党建办 费知夏 供图供稿."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from articles.text.page import bylines
from articles.text.page.datelines import agency_of
from articles.text.page.names import is_short_place
from articles.text.punctuation import FULL_WIDTH, fold_marks
from articles.text.surnames import SURNAMES

_HAN = r"[\u3400-\u9fff\U00020000-\U0003ffff]"
_NAME = re.compile(rf"{_HAN}{{2,4}}|{_HAN}{{1,8}}(?:[·•‧]{_HAN}{{1,8}})+")
_COMPOUND = re.compile("欧阳|上官|司马|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|司徒|夏侯|端木|南宫|澹台")
_UNIT_END = (
    "街道|社区|居委会?|村委会?|办事处|办公室|党工委|党建办|综治办|城管办|文明办|宣传办|党委|党支部|党总支|支部|"
    "委员会|管委会|工会|妇联|团委|残联|文联|侨联|工商联|协会|学会|商会|联合会|基金会|分局|支队|大队|中队|派出所|"
    "司法所|文化站|服务站|工作站|消防站|水务站|中心|小学|中学|学校|幼儿园|大学|学院|医院|卫生院|公司|集团|银行|支行|"
    "分行|法院|检察院|报社|电视台|广播台|图书馆|博物馆|文化馆|档案馆|体育馆|美术馆|公园|商场|合作社|物业|营业部|事务所|"
    "镇政府|乡政府|区政府|教育局|税务局|[区市县镇乡村]|局|厅|处|科|所|站|队|院|校|馆|部|办|委|会|组"
)
_UNIT = re.compile(rf"(?:\w|·){{2,28}}?(?:{_UNIT_END})")
_SHORT_UNIT = re.compile(
    r"(?:[区市县镇乡团]|组织|宣传|统战|政法|公安|民政|教育|城管|应急|机关|妇).{1,2}"
)
_GLUED = re.compile(rf"(?P<unit>\w{{2,28}}(?:{_UNIT_END}))(?P<name>{_HAN}{{2,3}})")

_STAFF = r"(?:本[报台刊]|见习|实习|特约|首席|[全融]媒体?|区?融媒体中心)*记者"
#: Words that say in which role the names after them sign; "" is one whose names are not printed.
_ROLES = (
    ("staff", _STAFF),
    ("photographer", "摄影报道|摄影记者|摄影|拍摄|供图|图片|图|摄"),
    ("editor", "(?:责任|本版|值班|执行)?编辑|责编"),
    ("source", "稿件来源|来源|稿源|转自|摘自"),
    ("unit", "供稿单位|报送单位|投稿单位|来稿单位|所在单位|工作单位|作者单位|单位"),
    ("", "审核人?|审稿人?|校对|签发|核稿|[终初复一二三]审|发布时间|时间|日期"
         "|联系(?:电话|人|方式)|电话|手机号?|邮箱|微信号?"),
    ("correspondent",
     r"(?:本[报台刊]|特[约邀])*通[讯信]员|实习生|特约撰稿人?|撰稿人?|撰文|报道员|文图|图文|作者|姓名|供稿人?|报送人|投稿人|文字|文"),
)  # fmt: skip
_ROLE = re.compile("|".join(f"(?P<r{n}>{words})" for n, (_, words) in enumerate(_ROLES)))
#: What newspapers print and contributors don't write.
_AS_PAPERS = re.compile(r"记\s*者|[文图]\s*/\s*[文图]")
_SHOT = re.compile(r"摄影报道|摄影|拍摄|供图|图片|图|摄")
_DONE = re.compile(r"(?:[供文图稿摄写和/、并电讯]|报道|撰稿|整理|报送|投稿|摄影)+")
#: Strokes with which people on WeChat part words and names: 文丨费知夏, 图┃宁望舒.
_STROKES = re.compile("[\N{CJK UNIFIED IDEOGRAPH-4E28}│┃∣❘︱｜]")
_BEHIND = re.compile(rf"({_HAN}{{2,4}})\s*/\s*(文|图|摄)(?!\s*/)")
_MARKS = "■□◆◇●○▲△▼▽★☆◎▪▫•◼◻⊙※"
_DATE = re.compile(
    r"[(\[【]?\s*(?:(?:19|20)\d\d\s*[年.\-/]\s*)?\d{1,2}\s*[月.\-/]\s*\d{1,2}\s*[日号]?\s*[)\]】]?"
    r"|[二〇○零一]{2}[〇○零一二三四五六七八九]{2}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
)
_CONTACT = re.compile(
    r"[(]?\s*(?:联系(?:电话|人|方式)|电话|手机号?码?|邮箱|微信号?|QQ|E-?mail|Tel)\s*:?.{0,40}|[(]?1[3-9]\d{9}[)]?"
    r"|[(]?\s*(?:(?:联系|通讯|通信|家庭|单位)?地址|邮政编码|邮编|开户(?:行|银行|名称?|人|户名)|户名|收款人|(?:银行)?(?:账|帐)号|(?:银行)?卡号"
    r"|身份证号?码?|银行卡号?|稿[费酬].{0,8}|支付宝.{0,4})\s*:.{0,60}",
    re.IGNORECASE,
)
_TELEPHONE = re.compile(r"(?<![\d-])(?:1[3-9]\d{9}|0\d{2,3}-?\d{7,8}|[2-9]\d{7})(?![\d-])")
_OPEN, _CLOSE = f"(【{FULL_WIDTH['(']}", f")】{FULL_WIDTH[')']}"
_TAIL = re.compile(
    rf"[{_OPEN}]([^{_OPEN}{_CLOSE}]*(?:[{_OPEN}][^{_OPEN}{_CLOSE}]*[{_CLOSE}][^{_OPEN}{_CLOSE}]*)*)[{_CLOSE}]\s*$"
)
_LEAD = re.compile(
    rf"\s*((?:本报|本刊|本台|[\w]{{0,8}}融媒)\s*讯|[\w]{{2,8}}讯)?\s*[{_OPEN}]([^{_OPEN}{_CLOSE}]{{2,60}})[{_CLOSE}]\s*"
)
_UNIT_LINE = re.compile(
    rf"(?P<label>(?:{_ROLES[4][1]})\s*:\s*)?(?P<unit>[\w·]{{3,30}}?)(?:\s*(?:供稿|报送))?"
)
_LONGEST = 60


class WordSigner(NamedTuple):
    role: str
    name: str
    unit: str


@dataclass(frozen=True, slots=True)
class WordSignature:
    """Who signed, in print order, and where a reprinted text comes from."""

    people: tuple[WordSigner, ...]
    source: str = ""


@dataclass(slots=True)
class _Parse:
    role: str | None = None  # None until a word names one
    unit: str = ""
    source: str = ""
    people: list[list[str | None]] = field(default_factory=list)
    sure: bool = False  # a role, a verb or a unit stands with the names
    loose: str = ""


def read_signature(text: str, *, bare: bool = False) -> WordSignature | None:
    """Who signs, if the line says that and nothing else.

    Names alone are a signature only if `bare`, for a line that stands where bylines stand.
    """
    readers = (_read_contributor, _read_printed)
    for read in reversed(readers) if _AS_PAPERS.search(fold_marks(text)) else readers:
        if found := read(text, bare=bare):
            return found
    return None


def _read_printed(text: str, *, bare: bool) -> WordSignature | None:
    """The same as newspapers print it: 本报首席记者甲乙, 口述 甲 整理 乙."""
    if not 2 <= len(text.strip()) <= _LONGEST:
        return None
    signed = bylines.read_signature(text)
    if signed is None or (signed.strength < bylines.MARKED and not bare):
        return None
    return WordSignature(tuple(WordSigner(*signer) for signer in signed.names), agency_of(text))


def _read_contributor(text: str, *, bare: bool) -> WordSignature | None:
    line = _STROKES.sub(" ", fold_marks(text)).strip().strip(_MARKS + "—-\N{EM DASH} ")
    if not 2 <= len(line) <= _LONGEST or re.search(r"[。!?“”《》]", line):
        return None
    line = _DATE.sub(" ", _TELEPHONE.sub(" ", _BEHIND.sub(r"\2 \1", line)))
    if _wrapped(line):
        line = line[1:-1]
    parse = _Parse()
    for token, inside in _tokens(line):
        if not _take(parse, token, inside=inside):
            return None
    if not _close_loose(parse):
        return None
    if parse.unit:
        for person in parse.people:
            person[2] = person[2] or parse.unit
        parse.sure = parse.sure or bool(parse.people)
    people = tuple(
        WordSigner(str(role or "correspondent"), str(name), str(unit or ""))
        for role, name, unit in parse.people
        if role != ""
    )
    if not (people or parse.source) or not (parse.sure or parse.source or bare):
        return None
    return WordSignature(people, parse.source)


def _wrapped(line: str) -> bool:
    return (
        line[:1] in ("(", "【") and line[-1:] in (")", "】") and not re.search(r"[)】]", line[:-1])
    )


def _tokens(line: str) -> Iterator[tuple[str, bool]]:
    """The words of a line, and whether each stands in brackets."""
    inside = False
    for part in re.split(r"([()\[\]【】])", line):
        if part in ("(", "[", "【"):
            inside = True
        elif part in (")", "]", "】"):
            inside = False
        else:
            for word in re.split(r"[\s、,/;|:。.]+", part):
                if word:
                    yield word, inside


def _take(  # noqa: PLR0911  one kind of word after the other
    parse: _Parse, token: str, *, inside: bool
) -> bool:
    """Read one word into the parse; False if it is nothing that a signature has."""
    role, rest = _read_role(token)
    if len(token) == 1 and not role and re.fullmatch(_HAN, token):
        parse.loose += token  # 林　望
        if len(parse.loose) == 2:
            token, parse.loose = parse.loose, ""
            parse.people.append([parse.role, token, parse.unit])
        return True
    if not _close_loose(parse):
        return False
    if parse.people and _DONE.fullmatch(token) and (role is None or parse.people[-1][0] is None):
        return _say_done(parse, token)
    if role is not None:
        shot_too = role == "photographer" and parse.role == "correspondent" and not parse.people
        parse.role = "correspondent" if shot_too else role
        parse.sure = True
        if not rest or _DONE.fullmatch(rest):
            return True
        return (_is_name(rest) or _is_unit(rest)) and _take(parse, rest, inside=inside)
    if parse.role == "" and re.fullmatch(r"[\w@.+-]{1,40}", token):
        return True  # a telephone number, somebody who only checked the text
    if parse.role == "source":
        parse.source = f"{parse.source} {token}".strip()
        return len(parse.source) <= 40
    sent = re.fullmatch(r"(\w{3,}?)(?:供稿|供图|报送)", token)
    token = sent[1] if sent and _is_unit(sent[1]) else token
    if parse.role == "unit" or _is_unit(token):
        parse.role = None if parse.role == "unit" else parse.role
        return _take_unit(parse, token, inside=inside)
    return _take_name(parse, token) or (bool(_DONE.fullmatch(token)) and bool(parse.people))


def _read_role(token: str) -> tuple[str | None, str]:
    """The role that a word begins with, and the rest of it; (None, "") if it names none.

    文 and 图 begin names as well (文建国), and are roles only by themselves.
    """
    hit = _ROLE.match(token)
    if hit is None or (len(hit[0]) == 1 and len(token) > 1):
        return None, ""
    return _ROLES[int(str(hit.lastgroup)[1:])][0], token[hit.end() :]


def _take_name(parse: _Parse, token: str) -> bool:
    called = parse.role is not None and bool(_NAME.fullmatch(token))
    if called or _is_name(token):
        done = re.fullmatch(
            rf"({_HAN}{{2,3}})(供图供稿|供稿|供图|摄影报道|摄影|报道|整理|摄)", token
        )
        if done and _is_name(done[1]):
            parse.people.append([parse.role, done[1], parse.unit])
            return _say_done(parse, done[2])
        parse.people.append([parse.role, token, parse.unit])
        return True
    done = re.fullmatch(rf"({_HAN}{{2,4}}?)({_DONE.pattern})", token)
    if done and _is_name(done[1]):
        parse.people.append([parse.role, done[1], parse.unit])
        return _say_done(parse, done[2])
    glued = _GLUED.fullmatch(token)
    if glued and _is_name(glued["name"]):
        parse.people.append([parse.role, glued["name"], glued["unit"]])
        parse.sure = True
        return True
    return False


def _close_loose(parse: _Parse) -> bool:
    """One character by itself is a name only behind a role: 记者 甲."""
    if parse.loose:
        if parse.role is None:
            return False
        parse.people.append([parse.role, parse.loose, parse.unit])
        parse.loose = ""
    return True


def _take_unit(parse: _Parse, token: str, *, inside: bool) -> bool:
    if inside and parse.people and not parse.people[-1][2]:
        parse.people[-1][2] = token
    else:
        parse.unit += token
    parse.sure = True
    return True


def _say_done(parse: _Parse, token: str) -> bool:
    """供图, 摄影报道: what the names before it did."""
    shot = bool(_SHOT.search(token)) and not re.search(
        "文|稿|报道|写", token.replace("摄影报道", "")
    )
    for person in parse.people:
        if person[0] is None:
            person[0] = "photographer" if shot else "correspondent"
    parse.sure = True
    return True


def _is_name(token: str) -> bool:
    if not _NAME.fullmatch(token) or is_short_place(token):
        return False
    if "·" in token:
        return True
    short = len(token) < 4 or bool(_COMPOUND.match(token))
    return short and token[0] in SURNAMES and not _is_unit(token)


def _is_unit(token: str) -> bool:
    if is_short_place(token):
        return True
    if len(token) < 3 or not _UNIT.fullmatch(token):
        return False
    return len(token) > 3 or bool(_SHORT_UNIT.fullmatch(token)) or token[0] not in SURNAMES


def find_tail(text: str) -> tuple[int, WordSignature] | None:
    """Where a signature in brackets at the end of a paragraph begins, and who signs there."""
    hit = _TAIL.search(text, max(0, len(text) - _LONGEST - 4))
    if hit is None or not text[: hit.start()].strip():
        return None
    ended = text[: hit.start()].rstrip()[-1] in "。！？!?”’…」』；"
    found = read_signature(hit[1], bare=ended and len(hit[1].split()) <= 3)
    return (hit.start(), found) if found else None


def find_lead(text: str) -> tuple[int, WordSignature] | None:
    """Where 本报讯（记者 甲） at the beginning of a text ends, and who signs there."""
    hit = _LEAD.match(text)
    found = read_signature(hit[2], bare=bool(hit[1])) if hit else None
    return (hit.end(), found) if hit and found else None


def is_date(text: str) -> bool:
    return bool(_DATE.fullmatch(fold_marks(text).strip()))


def is_contact(text: str) -> bool:
    """Who checked the text, a telephone number, an address: for the newsroom, and nothing else."""
    line = _STROKES.sub(" ", fold_marks(text)).strip()
    if _CONTACT.fullmatch(line):
        return True
    words = [word for word, _ in _tokens(line)]
    parse = _Parse()
    first = _read_role(words[0])[0] if words else None
    read = first == "" and len(line) <= _LONGEST and all(
        _take(parse, word, inside=False) for word in words
    )  # fmt: skip
    return read and not parse.people


def read_unit(text: str) -> str:
    """The office that a line names, and nothing else; "" if it does not."""
    line = fold_marks(text).strip()
    line = line[1:-1] if _wrapped(line) else line
    hit = _UNIT_LINE.fullmatch(line)
    if hit is None or not (hit["label"] or _is_unit(hit["unit"])):
        return ""
    return hit["unit"]
