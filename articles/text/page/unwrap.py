"""Joins the printed lines of a paragraph, where every line of a column is a line of the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from articles.text.page import bylines
from articles.text.page.datelines import DATELINE
from articles.text.page.measure import ENDS, HANGING, Measure, measure_page
from articles.text.page.openers import marks
from articles.text.page.parts import AGENCY, divide, find_lead
from articles.text.page.printed import PrintedLine, measure_width
from articles.text.page.seams import DOUBTFUL, chance_of_end
from articles.text.page.words import load_dictionary

#: From this chance on, a full line that ends a sentence ends the paragraph, too.
ENDED = 0.5

_CLOSED = re.compile(r"[。!?…:;\u201d\u2019』」)》】]$")
_NEVER_FIRST = re.compile(r"[。,;:!?、…\u201d\u2019』」)》】〉％%]|·(?! )")
#: The marks that close a sentence, alone on a line: they found no place on the one above.
_ONLY_CLOSES = re.compile(r"…{0,2}[。,;:!?、\u201d\u2019』」)》】〉]{1,4}")
_NEVER_LAST = re.compile(r"[\u201c\u2018『「(《【〈]$")
_LISTED = re.compile(
    rf"[{bylines.MARKS}◀▶►◄→]|[(【]?[一二三四五六七八九十]{{1,3}}[)】、]|\d{{1,2}}[、.](?!\d)"
)
_TOKEN = re.compile(r"[A-Za-z]+|\d[\d.,]*%?|.")
_AFTER = re.compile(r"[。,;:!?、…\u201d\u2019』」)》】〉]*")
_SHOT = re.compile(r"\S\s?(?:摄|供图)$")
_LEAD = re.compile(
    r"[(【]?(?:本报|.{2,8}(?:融媒|日报|晚报|新闻))?.{0,6}[讯电] ?[(【]|本报讯|新华社"
    r"|(?:据|记者)\w*(?:获悉|了解)"
)
_PUNCTUATED = re.compile(r"[。,;:!?、]")


@dataclass(slots=True)
class LineGroup:
    """The printed lines of one row.

    `opens`: does it open a paragraph (None: perhaps)? `seams` are the indices of lines in it at
    which another paragraph may begin.
    """

    lines: list[PrintedLine]
    opens: bool | None = None
    seams: tuple[int, ...] = ()


def unwrap(lines: Sequence[PrintedLine]) -> list[LineGroup]:
    """The rows of a page without its furniture, in page order."""
    if not lines:
        return []
    measure = measure_page(lines)
    groups = [LineGroup([lines[0]], _opens(lines[0], measure))]
    for n, line in enumerate(lines[1:], 1):
        group = groups[-1]
        below = lines[n + 1] if n + 1 < len(lines) else None
        joined = joint_score(group.lines, line, below, measure)
        ends = _chance_of_end(group.lines, line, below, measure) if joined > 0 else 1.0
        if ends > ENDED:
            groups.append(LineGroup([line], _opens(line, measure)))
            continue
        if ends >= DOUBTFUL:
            group.seams += (len(group.lines),)
        group.lines.append(line)
    return [part for group in groups for part in _part_head(group, measure)]


def _part_head(group: LineGroup, measure: Measure) -> list[LineGroup]:
    """The row, without lines at its end that have no mark: these are a head, full by chance."""
    known = any(line.opens is not None or line.hint for line in group.lines)
    start = _find_bare_tail(group.lines)
    tail = group.lines[start:]
    if known or len(group.lines) < 2 or not tail or measure.is_indented(tail[0]):
        return [group]
    text = "".join(line.text for line in tail)
    if not start and (bylines.is_byline(text) or bylines.is_credit(text)):
        return [group]
    rows = [LineGroup([line], group.opens) for line in tail]
    seams = tuple(n for n in group.seams if n < start)
    return [LineGroup(group.lines[:start], group.opens, seams), *rows] if start else rows


def _find_bare_tail(lines: Sequence[PrintedLine]) -> int:
    """The index from which on no line has a mark, if a sentence ends there; or len(lines)."""
    start = len(lines)
    while start and not _PUNCTUATED.search(lines[start - 1].text):
        start -= 1
    return start if not start or ENDS.search(lines[start - 1].text) else len(lines)


def _chance_of_end(
    group: Sequence[PrintedLine], line: PrintedLine, below: PrintedLine | None, measure: Measure
) -> float:
    """The chance that a full line is a paragraph's last, where only its words can say so."""
    if line.opens is not None or measure.parted or measure.indent:
        return 0.0
    if not ENDS.search(group[-1].text) or _NEVER_FIRST.match(line.text):
        return 0.0
    rest = below.text if below else ""
    return chance_of_end("".join(each.text for each in group), line.text + rest)


def _opens(line: PrintedLine, measure: Measure) -> bool | None:
    if line.opens is not None or not measure.indent:
        return line.opens
    return measure.is_indented(line)


def joint_score(
    group: Sequence[PrintedLine], line: PrintedLine, below: PrintedLine | None, measure: Measure
) -> float:
    """Above 0 if the line continues the row that consists of the lines of `group` so far."""
    above = group[-1]
    rest = above.hint == line.hint and _ONLY_CLOSES.fullmatch(line.text) is not None
    if rest or line.opens is not None:
        return -9.0 if not rest and (line.opens or above.hint != line.hint) else 9.0
    if above.hint or line.hint or above.column is None or line.column is None:
        return -9.0
    if "\t" in line.raw.strip() or "\t" in above.raw.strip():
        return -9.0  # rows of a table
    score = _fullness(above, line, measure, first=len(group) == 1)
    score += _setting(group, line, measure)
    score += _lost_indent(group, line, below, measure)
    score += _edges(above.text, line.text)
    if _is_inside_brackets(group, line, below):
        return score + 6.0
    if len(group) == 1 and _opens_with_lead(above, line, below):
        return score
    score -= 5.0 * (_stands_alone(line) and not _is_rest(above, line))
    score -= 5.0 * (_stands_alone(above) and not _is_rest(above, line))
    score -= 5.0 * (_is_byline_below_head(above, line) or _is_signed(group))
    score -= 6.0 * _opens_with_byline(line, below)
    if len(group) == 1 and score > 0:
        score -= _headline_score(above, line, measure)
    if ENDS.search(above.text) and score > 0:
        score -= _new_paragraph_score(line, below, measure)
    return score


def _fullness(
    above: PrintedLine, line: PrintedLine, measure: Measure, *, first: bool = False
) -> float:
    """How surely the line above is full: its rest is too short for what the next begins with.

    The `first` line of a row may have lost its indent.
    """
    rest = (above.column or 0.0) - measure.length_of(above)
    if first and measure.may_open(above):
        rest -= measure.lost
    beyond = measure.lost / 2  # marks were set closer, where lines were justified
    if rest + beyond < _beyond(above):
        return -7.0
    if (line.column or 0.0) - measure.length_of(line) + beyond < _beyond(line):
        return -7.0
    token = _TOKEN.match(line.text)
    begins = token[0] if token else ""
    after = _AFTER.match(line.text, len(begins))
    needed = measure_width(begins) + (len(after[0]) if after else 0)
    lacks = rest - min(needed, 8.0)
    if lacks < 0:
        return 2.0 if rest < 3 else 1.0
    return 0.5 if lacks < 0.6 else -1.5 if lacks < 1.6 else -5.0


def _beyond(line: PrintedLine) -> float:
    """How much a line may lack at least: marks hang beyond its end, headlines go on."""
    return -2.1 if line.text[-1:] in HANGING else -0.8


def _setting(group: Sequence[PrintedLine], line: PrintedLine, measure: Measure) -> float:
    """What blank lines and indents say."""
    score = 0.0
    if measure.parted:
        score += -7.0 if measure.has_gap(line) else 2.5
    elif line.blanks > measure.blanks:
        score -= 2.0
    if measure.indent:
        score += -7.0 if measure.is_indented(line) else 0.5
        if line.indent > measure.margin + measure.indent + 0.75:
            score -= 3.0
        if len(group) == 1 and not measure.is_indented(group[0]):
            score -= 1.0
    if line.size and group[-1].size and abs(line.size / group[-1].size - 1) > 0.08:
        score -= 7.0
    return score


def _lost_indent(
    group: Sequence[PrintedLine], line: PrintedLine, below: PrintedLine | None, measure: Measure
) -> float:
    """What the lengths of lines say where paragraphs have lost their indent.

    A line that is shorter by just that opens a paragraph if a sentence ends above it; below
    another such line, or one that may be a head, it does too. A full line opens none.
    """
    if not measure.lost:
        return 0.0
    full = below is not None and measure.is_full(below)
    short = measure.may_open(line) or (full and measure.lacks_indent(line, line.column or 0.0))
    bare = len(group) == 1 and not _PUNCTUATED.search(group[0].text)
    if short and len(group) == 1 and (bare or measure.may_open(group[0])):
        return -7.0  # a head above a paragraph, perhaps both of this length
    if ENDS.search(group[-1].text):
        return -7.0 if short and full else 3.0 * measure.is_full(line)
    return 0.0


def _edges(above: str, line: str) -> float:
    """What the characters at the break say."""
    score = 6.0 * bool(_NEVER_FIRST.match(line)) + 6.0 * bool(_NEVER_LAST.search(above))
    score += -1.0 if _CLOSED.search(above) else 1.0
    if _LISTED.match(line):
        score -= 4.0 if ENDS.search(above) else 1.5
    return score


def _is_inside_brackets(
    group: Sequence[PrintedLine], line: PrintedLine, below: PrintedLine | None
) -> bool:
    """Do brackets that were opened at the end of the row so far close in the next two lines?"""
    text = "".join(each.text for each in group[-2:])
    at = max(text.rfind(mark) for mark in "([")
    closed = at < 0 or re.search(r"[)\]]", text[at:])
    first = re.search(r"[()\[\]]", line.text + (below.text if below else ""))
    return not closed and first is not None and first[0] in ")]"


def _stands_alone(line: PrintedLine) -> bool:
    return bylines.is_byline(line.text) or bylines.is_credit(line.text)


def _is_byline_below_head(above: PrintedLine, line: PrintedLine) -> bool:
    """Does an office with names stand below what may be a headline?"""
    return not _PUNCTUATED.search(above.text) and bylines.strength_of(line.text) >= bylines.OFFICE


def _opens_with_byline(line: PrintedLine, below: PrintedLine | None) -> bool:
    """Does the line begin with the names or the dateline that open a story's text?"""
    text = line.text + (below.text if below else "")
    return bool(DATELINE.match(text)) or find_lead(text) is not None


def _opens_with_lead(above: PrintedLine, line: PrintedLine, below: PrintedLine | None) -> bool:
    """Do names with roles begin in one line, and the text that they open in the next?"""
    text = above.text + line.text + (below.text if below else "")
    start = find_lead(text)
    return start is not None and start > len(above.text)


def _is_signed(group: Sequence[PrintedLine]) -> bool:
    """Does the row so far end with who wrote it, in brackets, or who took its picture?"""
    shot = _SHOT.search(group[-1].text) is not None
    if not shot and group[-1].text[-1:] not in ")】":
        return False
    parts = divide("".join(line.text for line in group[-4:]))
    if shot:
        return len(parts) > 1 and parts[-1][1] == "credit"
    return parts[-1][1] in ("trailing", "credit", "byline")


def _is_rest(above: PrintedLine, line: PrintedLine) -> bool:
    """Is the line the rest of a byline, or who took the photo, after the name of the agency?"""
    if AGENCY.search(above.text) and bylines.is_credit(line.text):
        return True
    both = above.text + line.text
    if len(line.text) >= len(above.text) or not bylines.is_byline(both):
        return False
    whole = len(line.text) > 1 and bylines.is_byline(above.text)
    return not whole or bylines.strength_of(line.text) > 0 or bylines.may_be_names(line.text)


def _headline_score(above: PrintedLine, line: PrintedLine, measure: Measure) -> float:
    """How surely the first line of a row is a headline that happens to fill the column."""
    if _PUNCTUATED.search(above.text) or _NEVER_FIRST.match(line.text):
        return 0.0
    if measure.indent and measure.is_indented(above):
        return 0.0
    score = -1.0
    opening = marks(line.text)
    score += 1.0 * opening["recently first"] + 4.5 * bool(_LEAD.match(line.text))
    score -= 3.0 * load_dictionary().splits_a_word(above.text[-8:], line.text[:8])
    return score


def _new_paragraph_score(line: PrintedLine, below: PrintedLine | None, measure: Measure) -> float:
    """How surely the line opens a paragraph although the last one filled its last line."""
    score = 0.0
    if not measure.parted and not measure.indent:
        score += 3.0 * bool(_LEAD.match(line.text))
    short = line.column is not None and measure.length_of(line) < line.column - 3
    if short and not _CLOSED.search(line.text):
        score += 3.0
    return score
