"""The words of bylines: roles, what was done, and what else people are called who sign."""

from __future__ import annotations

import re

from articles.text.page.names import HAN, is_name, split_names
from articles.text.punctuation import FULL_WIDTH
from articles.text.surnames import COMMON_SURNAMES

#: Role words, longest first, and the roles that they name.
ROLES = {
    "photographer": r"摄影报[道导]|(?:特[约邀]|本报|首席)?摄影(?:记者)?",
    "staff": (
        r"(?:(?:本[报台刊网社]|[见实]习|特[约派]|首席|资深|[全融]媒体?|新华社|中新社|驻\w{1,4}|\w{2,6}(?:[日晚]报|融媒体?))\s?){0,4}记\s*者"
    ),
    "correspondent": (
        r"(?:(?:本[报台刊社]|特[约邀])\s?){0,2}通\s*[讯信]\s*员|特约撰稿人?|报道员|实习生|小记者|作\s*者|撰稿人?|供稿人?|采写|(?:本版)?撰文|投稿|采访"
    ),
    "editor": r"(?:责任|本版|值班|执行|见习)?编\s*辑|责\s*编",
}
ANY_ROLE = "|".join(ROLES.values())
#: Who answers for a text without writing it: editors, in a byline that names writers as well.
_ANSWERS = re.compile(r"(?:总?策划|统筹|总?监制|执行|审[核校]|校对|终审|签发)(?=\s*[\s:/|])")
ROLE_WORD = re.compile("|".join(f"(?P<{role}>{words})" for role, words in ROLES.items()))
#: Words that stand for no role: what was done, or who did something else.
BOTH = re.compile(r"(?P<both>(?:撰文|采写|文字|文)\s*[/、和·&]\s*(?:摄影|图片?|摄))(?=[\s:/|]|$)")
ACTION = re.compile(
    r"(?P<both>(?:图文|文图)报[道导]|文\s*[/、和·]\s*图片?|图片?\s*[/、和·]\s*文|文图|图文)"
    r"|(?P<report>综合报[道导]|报[道导]|供稿|整理|采写|撰文|撰稿)"
    r"|(?P<photo>摄影报[道导]|摄影|供图|图片?|摄制?)|(?P<text>文字?)"
)
#: Other words for who signs, by how they end: 评论员, 口述. A name must stand behind them.
_CALLED = re.compile(
    rf"(?P<own>本[报刊台网社]|特[约邀]|首席)?{HAN}{{0,6}}[员員者人民笔筆稿述理录錄译譯划写寫师師生长長表](?=\s*[\s:/|·])"
)
#: What stands before 记者 has at most so many characters (文字记者); more are a name.
_PREFIX_AT_MOST = 2
#: What parts the people of a byline; some papers set a mark before each of them.
BREAK = re.compile(r"[\s、,/|;:&+■□◆◇●○★☆◎▪•⊙]+|和(?=\w{2})")
WORDS = re.compile(rf"[{HAN[1:-1]}·]+")
#: What a name may have after it without a space, and no name ends with.
SHOT = (
    "摄", "摄影", "摄影报道", "图文报道", "文图报道", "综合报道", "供图", "供稿", "报道",
    "摄影报导", "图文报导", "文图报导", "综合报导", "报导",
)  # fmt: skip
SOURCE = re.compile(r"(?:来\s*源|稿件来源|供稿单位|单位)\s*[:/]\s*")
#: What e-papers print around the names: the day, how long the text is, how often it was read.
META = re.compile(
    r"^\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?\s+(?=\S)"
    r"|\s+(?:(?:字数|阅读量?|浏览量?|点击量?)[:\s]\s*\d+\s*)+$"
)
#: What stands for · between the parts of a name.
_DOTS = "•‧・∙⋅"
_DOTTED = re.compile(rf"{HAN}{{1,8}}(?:[{_DOTS}]{HAN}{{1,8}})+")
#: A class of a school, whose number may stand in brackets: 三（2）班, 五年级1班, 高一(12)班.
_SCHOOL_CLASS = re.compile(
    rf"{HAN}{{2,14}}?(?:[一二三四五六七八九初高]{{1,2}}|\d)(?:年级)?[(]?(?:\d{{1,2}}|[一二三四五六七八九十]{{1,2}})[)]?班(?!{HAN}{{4}})"
)
#: The day between who reports and that they do: 3月5日报道.
REPORTED_ON = re.compile(r"(?:\d{4}年)?\d{1,2}月\d{1,2}日(?=\s*(?:摄影)?报[道导])")
#: Who signs as a body, with no name behind it.
BODY = re.compile(r"本[报刊台网社](?:特约)?(?:评论员|评论部|编辑部|编委会|记者站)")
#: Characters of bylines, turns and imprints in Traditional writing, one for one.
SIMPLE = str.maketrans(
    "記訊員攝實習編輯來圖報導責駐聯區體總會採寫撰約資見執審對設計農曆週電話郵號轉續緊辦發聞讀熱線網單導開關",
    "记讯员摄实习编辑来图报导责驻联区体总会采写撰约资见执审对设计农历周电话邮号转续紧办发闻读热线网单导开关",
)


def find_called(line: str, plain: str, at: int) -> tuple[str, str, int] | None:
    """(kind, role, end) of a calling before names that is no role of ours, such as 评论员.

    `plain` is the line in simplified characters.
    """
    if at and not BREAK.match(line[at - 1]):
        return None
    if answers := _ANSWERS.match(plain, at):
        return "answers", "editor", answers.end()
    hit = _CALLED.match(line, at)
    if not hit or is_name(hit[0]):
        return None
    known = ROLE_WORD.search(plain, at, hit.end())
    if known and known.start() - at > _PREFIX_AT_MOST:
        return None
    start = re.compile(r"[\s:/|·]*").match(line, hit.end())
    after = start.end() if start else hit.end()
    word = WORDS.match(line, after)
    named = word and word[0][0] in COMMON_SURNAMES and split_names(word[0], sure=True)
    if not named and not ROLE_WORD.match(plain, after):
        return None
    own = hit["own"] or ""
    role = "staff" if own.startswith("本") or hit[0].endswith("记者") else "correspondent"
    return "role" if own else "called", role, hit.end()


def find_class(line: str, at: int) -> tuple[str, str, int] | None:
    """("office", name, end) of a class of a school, with its brackets as they are printed."""
    hit = _SCHOOL_CLASS.match(line, at)
    if hit is None or (at and not BREAK.match(line[at - 1])):
        return None
    name = hit[0].replace("(", FULL_WIDTH["("]).replace(")", FULL_WIDTH[")"])
    return "office", name, hit.end()


def find_break(text: str, at: int) -> int:
    """Where the word ends that begins there, or 作者 follows."""
    hit = re.compile(r"[\s、,/|;]|(?=作\s*者)").search(text, at)
    return hit.start() if hit else len(text)


def join_dotted(line: str) -> str:
    """The line with its dotted names as one: 阿依古丽•买买提, whichever dot; 王伟•李明 are two."""
    return _DOTTED.sub(_join_chain, line)


def _join_chain(chain: re.Match[str]) -> str:
    first, *others = re.split(f"[{_DOTS}]", chain[0])
    several = {first[-2], first[-3:-2]} & COMMON_SURNAMES if len(first) > 1 else set[str]()
    if several and all(len(part) < 4 and part[0] in COMMON_SURNAMES for part in others):
        return chain[0]
    return "·".join((first, *others))
