"""Words, clauses, sentences and paragraphs that stand twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from articles.proofing.finding import Finding
from articles.proofing.galley import Galley
from articles.text.page.words import load_dictionary

_HAN = r"\u3400-\u9fff"
_TWICE = re.compile(rf"([{_HAN}]{{2,10}}?)\1+")
_CLAUSE = re.compile(r"([^。！？“”，；][^。！？“”]{4,60}?[，；])\1")
_ENDS = re.compile(r"[。！？]")
#: What stands before a sentence: the end of another one, or who wrote that.
_BEFORE = "。！？…”\N{FULLWIDTH RIGHT PARENTHESIS}\N{FULLWIDTH COLON}"
#: A sentence that is said again has at least this many characters.
_SENTENCE = 12
#: Words that are said twice on purpose: 一个一个, 一步一步, 很久很久, and verbs (讨论讨论).
_ON_PURPOSE = re.compile(
    r"[一两半几每][个次步天点遍件条道代人排层年家句步页笔座盏滴声]|很久|真的|多少|年年|天天|代代|人人|越来|好好|慢慢|渐渐|轻轻|常常|刚刚|永远|加油|胜利|万岁|你好|快点|哈哈|呵呵"
)
#: Degrees are said twice in speech (很大很大, 非常非常); in news that is a slip, or a choice.
_DEGREE = re.compile(r"很|非常|十分|特别|极其|更加|最")
#: What happens by itself can't be tried a little, as 讨论讨论 is.
_HAPPENS = re.compile(
    r"[上下回暴猛]?[跌涨]|[上下]升|[上下]降|下滑|回落|增[长加多]|减[少轻弱]|提高|降低|扩大|缩[小短]|好转|恶化"
    r"|完成|结束|开始|实现|发生|出现|成为|超过|达到|获[得悉]|取得|存在|属于|死亡|受伤|倒塌|通过|闭幕|开幕"
)
#: A number before a unit: 48万亩, 三百公斤.
_NUMBER = re.compile(r"[\d一二三四五六七八九十百千万亿两几]$")
_LEAST = 30
_PARAGRAPH = 20


def find_repeated_words(galley: Galley) -> Iterator[Finding]:
    """Findings `repeated_word`, warn: a word or a longer stretch directly after itself.

    Info where it may be said twice for emphasis.
    """
    words = load_dictionary()
    for number, passage in galley.of():
        for hit in _TWICE.finditer(passage.text):
            piece = hit[1]
            if len(set(piece)) == 1 or _ON_PURPOSE.match(piece):
                continue
            if _DEGREE.match(piece):
                message = f"“{piece}”连说了两遍，是有意强调吗？"
                yield galley.find("repeated_word", "info", number, hit.span(), message, piece)
                continue
            if len(piece) == 2 and not _is_doubled(
                words.frequency, words.speech, passage.text, hit
            ):
                continue
            message = f"“{piece}”重复了。"
            yield galley.find("repeated_word", "warn", number, hit.span(), message, piece)


def _is_doubled(
    frequency: Mapping[str, int], speech: Mapping[str, str], text: str, hit: re.Match[str]
) -> bool:
    """Is a word of two characters said twice by mistake?"""
    piece = hit[1]
    kind = speech.get(piece, "")
    before, after = text[: hit.start()], text[hit.end() :]
    if kind in ("m", "q") and _NUMBER.search(before):
        return True
    if frequency.get(piece, 0) < _LEAST or kind in ("m", "q", "o", "e", "y"):
        return False
    if frequency.get(hit[0], 0):
        return False
    if kind == "v" and after[:1] in ("", *"，。；！、”") and not _HAPPENS.match(piece):
        return False  # 大家讨论讨论。
    # 一下下一步: the two may each belong to another word
    left = before[-1:] + piece[0]
    right = piece[1] + after[:1]
    return not (
        frequency.get(left, 0) > frequency.get(piece, 0)
        and frequency.get(piece[1] + piece[0], 0) > frequency.get(piece, 0)
        and frequency.get(right, 0) > frequency.get(piece, 0)
    )


def find_repeated_clauses(galley: Galley) -> Iterator[Finding]:
    """Findings `repeated_clause`, warn: a clause directly after itself, a sentence said again."""
    for number, passage in galley.of("paragraph", "quote", "item"):
        told = [hit.span() for hit in _CLAUSE.finditer(passage.text)]
        for start, end in told:
            clause = passage.text[(start + end) // 2 : end]
            message = f"“{_short(clause)}”重复了。"
            yield galley.find("repeated_clause", "warn", number, (start, end), message, clause)
        for start, end in _list_sentences_again(passage.text):
            if not any(first <= start < last for first, last in told):
                said = _short(passage.text[start:end])
                message = f"这一句前面已经写过\N{FULLWIDTH COLON}“{said}”"
                yield galley.find("repeated_clause", "warn", number, (start, end), message, "")


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
