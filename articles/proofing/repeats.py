"""Words, clauses, sentences and paragraphs that stand twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from articles.proofing.finding import Finding, Severity
from articles.proofing.galley import Galley
from articles.text.page.words import Dictionary, load_dictionary

_HAN = r"\u3400-\u9fff"
_TWICE = re.compile(rf"([{_HAN}]{{2,10}}?)\1+")
_CLAUSE = re.compile(
    r"([^。！？“”，；][^。！？“”]{4,60}?[，；])\1|([^。！？“”，；、][^。！？“”，；、]{5,40}?、)\2"
    r"|(?:^|(?<=[。！？”]))([^。！？“”，；]{6,10}?。)\3"
)
#: 据了解，据了解: so short a clause may be said twice for its sound.
_SHORT_CLAUSE = re.compile(r"(?:^|(?<=[。！？，；]))(([\u4e00-\u9fff]{2,4})[，；])\1(?!\2)")
_ENDS = re.compile(r"[。！？]")
#: What ends a word (会上, 建成后, 其中), or stands before a verb (要), and slips twice: 会上上;
#: not in 上上下下, 里里外外.
_ENDING = re.compile(r"([上中下后前内外里间时要])\1(?!(.)\2)")
_TWO_ALIKE = re.compile(r"(.)\1$")
#: Any other character at the end of a word and of what goes on with it: 提高高了, 会议议，.
#: Not where it may begin what follows (提高高水平).
_ANY_ENDING = re.compile(
    r"([\u4e00-\u9fff])(?<![一二三四五六七八九十百千万亿零〇年月日天的地某])\1(?=[了着过的。，、；！\uff1f”]|$)"
)
#: 一座座, 热乎乎的, 同学学的是: measures, colours and verbs that stand twice in sound text.
_MAY_DOUBLE = re.compile("[一几数每半]")
#: Characters that are words alone, and never twice: 的的, 在在, 把把.
_ALONE = re.compile(
    r"([的地了在是和与把被将从向由也都就又还而但这那我你他她它们及等使于以让为对])\1"
)
#: A clause of so many characters isn't said again within its sentence; with a figure it may be.
_AGAIN = re.compile(r"[^。！？“”，；\d]{6,40}(?=[，；。！？])")
#: What is named one after another: 区教育局、区卫健局、区教育局.
_LISTED = re.compile(r"[\u4e00-\u9fff]{3,12}(?:、[\u4e00-\u9fff]{3,12}){2,20}")
#: 看一看、走一走、看一看.
_TRIES = re.compile(r"(.)一\1")
_TOLD_OF_ALL = re.compile(
    "等|联合|共同|参加|出席|承办|主办|举行|举办|开展|召开|组织|作了|分别|负责|代表|率先|也|都|[两三四五六七八九十]"
)
_LEADS_IN = "由在与和从向对给是有"
#: What stands before a sentence: the end of another one, or who wrote that.
_BEFORE = "。！？…”\N{FULLWIDTH RIGHT PARENTHESIS}\N{FULLWIDTH COLON}"
#: A sentence that is said again has at least this many characters.
_SENTENCE = 12
#: Words that are said twice on purpose: 很久很久, 多少多少, 加油加油.
_ON_PURPOSE = re.compile(
    r"很久|真的|年年|天天|代代|人人|越来|好好|慢慢|渐渐|轻轻|常常|永远|加油|胜利|万岁|你好|快点|哈哈|呵呵|谢谢|如何"
    r"|[某这那]某|等等"
)
#: Degrees are said twice in speech (很大很大, 非常非常); in news that is a slip, or a choice.
_DEGREE = re.compile(r"很|非常|十分|特别|极其|更加|最")
#: One after another: 一个一个地数, 一家一家走访. Not before a noun: 一个一个班子.
_ONE_BY_ONE = re.compile(r"[一两半几](?![些种切旦般定起直样共致再向律度面带时])[\u4e00-\u9fff]")
#: The same of longer units: 一个单元一个单元走.
_EACH = re.compile(r"一[个家户条片块座栋层间项件][\u4e00-\u9fff]{1,2}")
#: 这件这件事: what points at one thing, and what tells of every one.
_POINTS = re.compile(r"[这那该此各每][\u4e00-\u9fff]|[一有][些种]")
#: 纷纷纷纷: four times the same character.
_FOUR = re.compile(
    r"纷纷|时时|处处|往往|频频|种种|屡屡|仅仅|深深|紧紧|悄悄|默默|牢牢|刚刚|大大|远远"
)
_AMOUNT = re.compile(r"[零〇一二三四五六七八九十百千万亿]{2,}")
_UNIT = re.compile(r"[多余]?(?:[元人户吨件亩辆次台套盏名个米里斤棵座家册千万亿]|公[里斤顷]|平方)")
_ABOUT = re.compile(r"左右|上下|前后|以[上下内外]|出头|有余")
#: What one may do a little of (商量商量), and who is asked to, or does it in passing.
_A_LITTLE = re.compile(
    r"讨论|研究|商量|考虑|了解|学习|休息|打听|收拾|准备|交流|锻炼|体验|活动|关心|照顾|打扮|意思|见识|热闹|高兴|痛快"
    r"|轻松|放松|舒服|凉快|暖和|开心|安静|冷静|商议|琢磨|思考|掂量|合计|盘算|参观|比较|总结|整理|清理|打扫|修理|检查"
    r"|教育|教训|批评|表扬|鼓励|安慰|走访|咨询|请教|指点|帮助|支持|招呼|应付|联系|沟通|协商|核对|观察|欣赏|品尝|回忆"
    r"|反省|检讨|布置|介绍|解释|宣传|演示|表现|展示|推敲|斟酌|揣摩|体会|感受|适应|熟悉|认识|走动|溜达|散步|运动|调整"
    r"|补充|复习|练习|排练|张罗|打理|折腾|提醒|庆祝|慰问|犒劳|孝敬|享受|消化|辅导|摸索|探讨|切磋|比试|尝试|鉴定|打磨"
)
_ASKED_TO = re.compile(
    r"[要来去再得给让请帮跟和也多先能想该须就都又常]|大家|我们|咱们?|可以|好好|一起|不妨|必须|认真"
)
#: Words that the dictionary counts among numbers: how things are done, and how many there are.
_NO_NUMBER = re.compile(
    r"一[起同道直定致般度旦]|第[一二三四五六七八九十]|[^零〇一二三四五六七八九十百千万亿两几半]{2}"
)
#: They never stand twice, whatever they follow: 贫困线以下以下.
_LIMITS = frozenset(("以上", "以下", "以内", "以外"))
_SPAN = re.compile(r"(?:第|为期|历时|长达|共计?|仅用|用了|过了|等了)$")
_HAN_END = re.compile(rf"[{_HAN}]$")
_LOTS = re.compile(r"许多|好多|无数|多少|几多|不少")
#: A number before a unit: 48万亩, 三百公斤.
_NUMBER = re.compile(r"[\d一二三四五六七八九十百千万亿两几]$")
_MANY = re.compile(r"[\d一二三四五六七八九十百千万亿][\u4e00-\u9fff%]{0,3}$")
_HAN_RUN = re.compile(rf"[{_HAN}]*")
_LEAST = 30
_PARAGRAPH = 20
#: So many characters on either side of a word are cut into words with it.
_AROUND = 6


def find_repeated_words(galley: Galley) -> Iterator[Finding]:
    """Findings `repeated_word`, warn: a word or a longer stretch directly after itself.

    Info where it may be said twice on purpose.
    """
    words = load_dictionary()
    for number, passage in galley.of():
        for hit in _TWICE.finditer(passage.text):
            severity = _judge(words, passage.text, hit)
            if severity == "info":
                message = f"“{hit[1]}”连说了两遍，是有意的吗？"
                yield galley.find("repeated_word", "info", number, hit.span(), message, hit[1])
            elif severity:
                message = f"“{hit[1]}”重复了。"
                yield galley.find("repeated_word", severity, number, hit.span(), message, hit[1])


def find_doubled_characters(galley: Galley) -> Iterator[Finding]:
    """Findings `repeated_word`, warn: 的的, 在在, where neither belongs to a longer word."""
    words = load_dictionary()
    for number, passage in galley.of():
        for hit in _ALONE.finditer(passage.text):
            if words.frequency.get(hit[0], 0) >= _LEAST or not _stands_apart(
                words, passage.text, hit
            ):
                continue
            message = f"“{hit[1]}”重复了。"
            yield galley.find("repeated_word", "warn", number, hit.span(), message, hit[1])


def find_doubled_endings(galley: Galley) -> Iterator[Finding]:
    """Findings `repeated_word`, warn: 会上上, 提高高了, where the second begins no other word."""
    words = load_dictionary()
    for number, passage in galley.of():
        text = passage.text
        hits = {hit.start(): hit for hit in _ANY_ENDING.finditer(text) if _ends(words, text, hit)}
        hits |= {
            hit.start(): hit
            for hit in _ENDING.finditer(text)
            if words.frequency.get(hit[0], 0) < _LEAST
            and (hit[1] == "要" or _list_closed(words, text, hit.start()))
        }
        for start, hit in sorted(hits.items()):
            end = hit.end()
            longer = any(words.frequency.get(text[start + 1 : end + n], 0) for n in (1, 2, 3))
            if longer or _TWO_ALIKE.search(text[:start]):
                continue
            message = f"“{hit[1]}”重复了。"
            yield galley.find("repeated_word", "warn", number, hit.span(), message, hit[1])


def _list_closed(words: Dictionary, text: str, at: int) -> list[str]:
    """The words of two or three characters that end with the one at a place."""
    before = text[max(0, at - 2) : at + 1]
    pieces = (before[n:] for n in range(len(before) - 1))
    return [each for each in pieces if words.frequency.get(each, 0) >= _LEAST]


def _ends(words: Dictionary, text: str, hit: re.Match[str]) -> bool:
    """Does the first end a word that isn't said so with its end twice?"""
    closed = _list_closed(words, text, hit.start())
    if not closed or _MAY_DOUBLE.match(closed[0]):
        return False
    kind, alone = words.speech.get(closed[0], ""), words.speech.get(hit[1], "")
    after = text[hit.end() : hit.end() + 1]
    if words.frequency.get(hit[0], 0):  # 高高 is a word, but not in 提高高了
        return kind == "v" and words.speech.get(hit[0]) != "n" and after in ("了", "着", "过")
    if kind[:1] == "n":
        return kind == "n" and alone != "v"
    return kind[:1] in ("v", "d", "c") or (kind[:1] == "a" and after not in ("的", "。", "，"))


def _judge(words: Dictionary, text: str, hit: re.Match[str]) -> Severity | None:
    """How likely a slip it is; None where it is said twice for a reason."""
    piece, after = hit[1], text[hit.end() :]
    on_purpose = _ON_PURPOSE.match(piece) or words.frequency.get(hit[0], 0)
    if on_purpose or (len(set(piece)) == 1 and not _FOUR.fullmatch(piece)):
        return None
    if _DEGREE.match(piece) or _EACH.fullmatch(piece):
        return "info"
    if len(piece) > 2 or _POINTS.fullmatch(piece) or _FOUR.fullmatch(piece):
        return "warn"
    if _ONE_BY_ONE.fullmatch(piece):
        if _SPAN.search(text[: hit.start()]):  # 第一个一个, 为期两年两年
            return "warn"
        run = _HAN_RUN.match(after[:_AROUND])
        following = words.cut(run[0])[:1] if run else []
        return "info" if not following or words.speech.get(following[0], "")[:1] == "n" else None
    return _judge_word(words, text, hit)


def _judge_word(words: Dictionary, text: str, hit: re.Match[str]) -> Severity | None:
    """The same of two characters that the dictionary knows, or that tell how many."""
    piece, before, after = hit[1], text[: hit.start()], text[hit.end() :]
    kind = words.speech.get(piece, "")
    if _ABOUT.fullmatch(piece):
        return "warn" if _MANY.search(before) or piece in _LIMITS else None
    if _AMOUNT.fullmatch(piece):
        return "warn" if _UNIT.match(after) else None
    if kind in ("m", "q") and not (kind == "m" and _NO_NUMBER.fullmatch(piece)):
        return "warn" if _NUMBER.search(before) else None
    called = kind == "v" and after[:1] == "！" and not _HAN_END.search(before)  # “起来起来！”
    known = words.frequency.get(piece, 0) >= _LEAST and kind not in ("o", "e", "y", "z")
    if not known or called or not _stands_apart(words, text, hit):
        return None
    if _A_LITTLE.fullmatch(piece) or _LOTS.fullmatch(piece):
        return None if _ASKED_TO.search(before[-_AROUND:]) else "info"
    return "warn"


def _stands_apart(words: Dictionary, text: str, hit: re.Match[str]) -> bool:
    """Do words begin and end where both do? Not in 支队支队长, 火山火山口."""
    start = max(0, hit.start() - _AROUND)
    cuts = {start, start + len(text[start : hit.end() + _AROUND])}
    at = start
    for word in words.cut(text[start : hit.end() + _AROUND]):
        at += len(word)
        cuts.add(at)
    middle = hit.start() + len(hit[1])
    if len(hit[1]) > 1 and {middle, hit.end()} <= cuts and hit.start() not in cuts:
        return True  # 工作人员人员: the first ends a longer word
    if hit.end() not in cuts and {hit.start(), middle} <= cuts:
        # 高度高度重视: the second belongs to a set phrase of four characters.
        return words.frequency.get(text[middle : middle + 4], 0) > 0
    return {hit.start(), middle, hit.end()} <= cuts


def find_repeated_clauses(galley: Galley) -> Iterator[Finding]:
    """Findings `repeated_clause`, warn: a clause directly after itself, a sentence again in its
    passage.
    """
    for number, passage in galley.of("paragraph", "quote", "item", "summary"):
        told = [hit.span() for hit in _CLAUSE.finditer(passage.text)]
        for start, end in told:
            clause = passage.text[(start + end) // 2 : end]
            message = f"“{_short(clause)}”重复了。"
            yield galley.find("repeated_clause", "warn", number, (start, end), message, clause)
        for hit in _SHORT_CLAUSE.finditer(passage.text):
            if passage.text.count("“", 0, hit.start()) == passage.text.count("”", 0, hit.start()):
                message = f"“{hit[1]}”连说了两遍，是有意的吗？"
                yield galley.find("repeated_clause", "info", number, hit.span(), message, hit[1])
        for start, end in _list_sentences_again(passage.text):
            if not any(first <= start < last for first, last in told):
                message = _say_again(passage.text[start:end])
                yield galley.find("repeated_clause", "warn", number, (start, end), message, "")


def find_clauses_again(galley: Galley) -> Iterator[Finding]:
    """Findings `repeated_clause`: warn for a sentence that stands in an earlier passage.

    Info for a clause that is said again later in its sentence.
    """
    seen, whole = set[str](), set[str]()
    for number, passage in galley.of("paragraph", "quote", "item", "summary"):
        text, start, own = passage.text, 0, set[str]()
        for hit in (*_ENDS.finditer(text), None):
            end = hit.end() if hit else len(text)
            sentence = text[start:end].strip("\u3000 ”")
            at = start + text[start:end].find(sentence)
            if sentence in seen and text not in whole:
                span, message = (at, at + len(sentence)), _say_again(sentence)
                yield galley.find("repeated_clause", "warn", number, span, message, "")
            if len(sentence) >= _PARAGRAPH - 2 and "“" not in sentence:
                own.add(sentence)
            yield from _find_clause_again(galley, number, start, end)
            start = end
        seen |= own
        whole.add(text)


def find_items_again(galley: Galley) -> Iterator[Finding]:
    """Findings `repeated_item`, warn: 区教育局、区卫健局、区教育局, in one list.

    The last may go on with the sentence.
    """
    for number, passage in galley.of():
        for hit in _LISTED.finditer(passage.text):
            items, at = hit[0].split("、"), hit.start()
            seen: list[str] = []
            for place, item in enumerate(items):
                last = place == len(items) - 1
                again = next((each for each in seen if each == item), "")
                if not again and last:
                    again = next((each for each in seen if _goes_on(item, each)), "")
                if again and not _TRIES.fullmatch(again):
                    message = f"“{again}”在这一串里写了两遍。"
                    span = (at, at + len(again))
                    yield galley.find("repeated_item", "warn", number, span, message)
                seen.append(item if place else item.lstrip(_LEADS_IN))
                at += len(item) + 1


def _goes_on(item: str, name: str) -> bool:
    """Is it the name and what is told of all of them? Not 柳荫里社区 after 柳荫里."""
    return item.startswith(name) and bool(_TOLD_OF_ALL.match(item, len(name)))


def _say_again(sentence: str) -> str:
    return f"这一句前面已经写过\N{FULLWIDTH COLON}“{_short(sentence)}”"


def _find_clause_again(galley: Galley, number: int, start: int, end: int) -> Iterator[Finding]:
    text = galley.passages[number].text
    seen: dict[str, int] = {}
    for hit in _AGAIN.finditer(text, start, end):
        first = seen.setdefault(hit[0], hit.end())
        if first + 1 < hit.start():  # else it is directly after itself
            message = f"“{_short(hit[0])}”在这一句里说了两遍，是有意的吗？"
            yield galley.find("repeated_clause", "info", number, hit.span(), message)


def _list_sentences_again(text: str) -> Iterator[tuple[int, int]]:
    """Where a sentence stands that ends an earlier one of the text, word by word."""
    seen: dict[str, int] = {}
    for hit in _ENDS.finditer(text):
        end = hit.end()
        tail = text[max(0, end - _SENTENCE) : end]
        if len(tail) == _SENTENCE and tail in seen:
            size, first = _SENTENCE, seen[tail]
            while (
                size < first
                and end - size > first
                and text[end - size - 1] == text[first - size - 1]
            ):
                if text[end - size - 1] in _BEFORE:
                    break
                size += 1
            if text[end - size - 1] in _BEFORE:
                yield end - size, end
        seen.setdefault(tail, end)


def find_repeated_paragraphs(galley: Galley) -> Iterator[Finding]:
    """Findings `repeated_paragraph`, warn: a paragraph that stands earlier in the text, too."""
    seen: dict[str, int] = {}
    for number, passage in galley.of("paragraph", "quote"):
        text = "".join(passage.text.split())
        if len(text) < _PARAGRAPH:
            continue
        if text in seen:
            message = f"这一段与前面的一段完全一样\N{FULLWIDTH COLON}“{_short(text)}”"
            span = (0, len(passage.text))
            yield galley.find("repeated_paragraph", "warn", number, span, message, "")
        seen.setdefault(text, number)


def _short(text: str) -> str:
    return text if len(text) <= 14 else f"{text[:14]}……"
