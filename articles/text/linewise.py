"""A body as lines that one types without an editor, and back: a paragraph a line.

What was not touched keeps its formatting; tables, lists, quotations and photos have places that
can be moved.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from heapq import nlargest

from articles.text import body
from articles.text.block import Block
from articles.text.runs import Run, Runs, join_runs

#: What stands before a crosshead, and for a line break inside a paragraph.
CROSSHEAD, BREAK = "## ", "\N{DOWNWARDS ARROW WITH CORNER LEFTWARDS}"
_PLACES = {"photo": "图", "table": "表", "list": "列表", "ordered": "列表", "quote": "引文"}
_PLACE = re.compile("〔\\s*(图|表|列表|引文)\\s*([0-9]{1,3})\\s*〕")
_CROSSHEAD = re.compile("[#\N{FULLWIDTH NUMBER SIGN}]{1,6}[ \u3000]*")
#: A line that has less in common with a paragraph of before is a new one.
_LIKE = 0.5
#: Longer ones are new, too; and so many of the paragraphs with the same characters are compared.
_LONGEST, _COMPARED = 3000, 5


def write_lines(html: str) -> str:
    """The body as lines; `read_lines` of them gives the body again."""
    return "\n".join(_write(block, place) for block, place in _with_places(body.blocks(html)))


def read_lines(typed: str, html: str) -> str:
    """The typed lines as the HTML of a body that was `html` before.

    A place of something that isn't there, or that stands there twice, is a paragraph as typed.
    """
    before = list(_with_places(body.blocks(html)))
    places = {place: block for block, place in before if place}
    texts = {_text_of(block): block for block, place in before if not place}
    written = {_write(block, place): block for block, place in before if not place}
    out: list[Block] = []
    for raw in typed.replace("\r\n", "\n").split("\n"):
        line = raw.strip()
        if not line:
            continue
        hit = _PLACE.fullmatch(line)
        block = places.pop(f"〔{hit[1]}{int(hit[2])}〕", None) if hit else None
        out.append(block or written.get(line) or _read(line, texts))
    return body.clean(body.html(tuple(out)))


def find_lost_places(typed: str, html: str) -> list[str]:
    """The places of tables, lists and photos that the typed lines have no longer."""
    left = {f"〔{hit[1]}{int(hit[2])}〕" for hit in _PLACE.finditer(typed)}
    return [place for _, place in _with_places(body.blocks(html)) if place and place not in left]


def _with_places(blocks: Sequence[Block]) -> Iterator[tuple[Block, str]]:
    """Each block with the place that stands for it, "" for what is typed as text."""
    counts: dict[str, int] = {}
    for block in blocks:
        name = _PLACES.get(block.kind, "")
        if not name:
            yield block, ""
            continue
        counts[name] = counts.get(name, 0) + 1
        yield block, f"〔{name}{block.photo or counts[name]}〕"


def _write(block: Block, place: str) -> str:
    if place:
        return place
    mark = CROSSHEAD if block.kind == "crosshead" else ""
    return mark + _text_of(block).replace("\n", BREAK)


def _text_of(block: Block) -> str:
    """What one types of a block: raised and lowered text as signs."""
    return "".join(run.plain for run in block.runs).strip()


def _read(line: str, texts: dict[str, Block]) -> Block:
    """A paragraph or crosshead, formatted as what it was before."""
    mark = _CROSSHEAD.match(line)
    kind, text = ("crosshead", line[mark.end() :]) if mark else ("paragraph", line)
    text = text.replace(BREAK, "\n").strip()
    known = texts.get(text) or _find_like(text, texts)
    runs = _carry_over(known.runs, text) if known else (Run(text),)
    return Block("crosshead" if kind == "crosshead" else "paragraph", runs)


def _find_like(text: str, texts: dict[str, Block]) -> Block | None:
    """The formatted block of before of which this line has most; plain ones need not be found."""
    if len(text) > _LONGEST:
        return None
    matcher, near = SequenceMatcher(None, "", text, autojunk=False), []
    for before, block in texts.items():
        if block.runs == (Run(before),) or len(before) > _LONGEST:
            continue
        matcher.set_seq1(before)
        if matcher.real_quick_ratio() > _LIKE and (share := matcher.quick_ratio()) > _LIKE:
            near.append((share, before))
    best, most = None, _LIKE
    for _, before in nlargest(_COMPARED, near):
        matcher.set_seq1(before)
        if (share := matcher.ratio()) > most:
            best, most = texts[before], share
    return best


def _carry_over(runs: Runs, text: str) -> Runs:
    """The new text with the formatting of the characters that it keeps; others are as both sides
    of them are, or plain."""
    looks = [replace(run, text="", script="") for run in runs for _ in run.plain]
    before = "".join(run.plain for run in runs)
    if before == text:
        return runs
    out: list[Run] = []
    for tag, start, end, at, to in SequenceMatcher(None, before, text, False).get_opcodes():
        if tag == "equal":
            pairs = zip(looks[start:end], text[at:to], strict=True)
            out += [replace(look, text=character) for look, character in pairs]
        elif to > at:
            sides = looks[start - 1 : start] + looks[end : end + 1]
            same = len(sides) == 2 and sides[0] == sides[1]
            out.append(replace(sides[0] if same else Run(""), text=text[at:to]))
    return join_runs(out)
