"""Characters → lines: what stands on one baseline, without the gap between two columns."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import pairwise
from statistics import median

from articles.text.layout.marks import DASHES, PageBox, PdfGlyph, TypeLine
from articles.text.punctuation import is_han

_LONG_DASHES = "\u2014\u2015\u2500\u2e3a"
#: Gaps in ems: up to the first, characters are neighbours; up to the second, if they follow each
#: other in the file; up to the third, if there is no gutter besides.
_CLOSE, _NEIGHBOURS, _PERHAPS = 0.3, 0.62, 1.5
#: Characters follow each other in the file if no more than these (spaces) are between them.
_FOLLOWS = 6
#: A quotation mark at the end or start of a phrase may be moved over the white of the mark before.
_OVERLAP = 1.1
#: Characters on both sides of a wide gap hardly differ in size.
_ALIKE = 1.25
#: Characters that differ more in size are no neighbours.
_SIZES = 1.4
#: A character that is so much larger than the Chinese one beside it is an initial, unless that one
#: has a flat cell.
_INITIAL, _FLAT = 1.8, "一"
#: A gap between Latin letters that is a space, and one between Chinese characters; one that a
#: full-width space has made.
_SPACE, _WIDE_SPACE, _FULL_SPACE = 0.18, 0.7, 0.8
#: A gap that a full-width space makes, in ems, and the lines nearby that make it a gutter
#: nevertheless; a wider one needs fewer of them.
_TYPED, _MANY, _FEW, _WINDOW = 1.2, 6, 2, 6.5
#: In points: baselines are looked up by this, and no gap in a line is wider than that.
_BUCKET, _FAR = 4.0, 400.0
#: Parts of one line of furniture are at most so far apart, in ems.
_WIDE_ROW = 8.0
#: The part of a cell below its baseline.
_DESCENT = 0.12


def find_lines(glyphs: list[PdfGlyph]) -> list[TypeLine]:
    """The lines of a page, top to bottom, left to right; no visible character is lost."""
    lines = _find_level([g for g in glyphs if not g.quarter])
    for quarter in {g.quarter for g in glyphs if g.quarter}:
        lines += _find_turned([g for g in glyphs if g.quarter == quarter], quarter)
    return sorted(lines, key=lambda line: (round(line.box.top), line.box.left))


def _find_level(glyphs: list[PdfGlyph]) -> list[TypeLine]:
    spaces = {g.at for g in glyphs if g.text == " "}
    parts = _fragments([g for g in glyphs if g.text != " "])
    return _upright([_line(part, spaces) for part in _merge(parts)])


def _find_turned(glyphs: list[PdfGlyph], quarter: int) -> list[TypeLine]:
    """Lines of characters that are turned on the page: read as if it were held upright."""
    level = []
    for glyph in glyphs:
        cell = _turn(glyph.cell, quarter)
        level.append(
            glyph._replace(
                cell=cell, ink=cell.left, baseline=cell.bottom - _DESCENT * cell.height, quarter=0
            )
        )
    back = {glyph.at: glyph for glyph in glyphs}
    lines = _find_level(level)
    for line in lines:
        line.box = _turn(line.box, 4 - quarter)
        line.glyphs = [back[glyph.at] for glyph in line.glyphs]
    return lines


def _turn(box: PageBox, quarter: int) -> PageBox:
    """Where a box stands once the page is turned counterclockwise by so many right angles."""
    for _ in range(quarter % 4):
        box = PageBox(box.top, -box.right, box.bottom, -box.left)
    return box


def size_of(glyph: PdfGlyph) -> float:
    """About the height of a Chinese character set with it."""
    cell = glyph.cell
    if glyph.text in DASHES and cell.width > 2 * cell.height:  # the box of its ink
        return cell.width if glyph.text in _LONG_DASHES else 2 * cell.width
    if is_han(glyph.text) and cell.width > 0:
        return max(cell.width, cell.height * 0.85)
    return cell.height * 0.95


def _fragments(glyphs: list[PdfGlyph]) -> list[list[PdfGlyph]]:
    """Characters that stand side by side on one baseline, left to right."""
    ends: dict[int, list[list[PdfGlyph]]] = defaultdict(list)
    upright = _find_upright(glyphs)
    parts = []
    for glyph in sorted(glyphs, key=lambda g: (g.ink, g.at)):
        bucket = round(glyph.baseline / _BUCKET)
        near = [part for b in (bucket - 1, bucket, bucket + 1) for part in ends[b]]
        fitting = [
            part
            for part in near
            if not (glyph.at in upright and part[-1].at in upright)
            and _are_neighbours(part[-1], glyph)
        ]
        if fitting:
            part = min(fitting, key=lambda p: abs(glyph.cell.left - p[-1].cell.right))
            part.append(glyph)
            continue
        parts.append([glyph])
        ends[bucket] = [p for p in ends[bucket] if p[-1].cell.right > glyph.ink - _FAR]
        ends[bucket].append(parts[-1])
    return parts


def _find_upright(glyphs: list[PdfGlyph]) -> set[int]:
    """The places of characters of upright lines: in the file the one below follows each."""
    found: set[int] = set()
    for above, below in pairwise(sorted(glyphs, key=lambda g: g.at)):
        size = size_of(above)
        down = below.baseline - above.baseline
        under = abs(below.cell.left - above.cell.left) < 0.2 * size
        if under and 0.8 * size < down < 1.3 * size and below.at - above.at <= _FOLLOWS:
            found |= {above.at, below.at}
    return found


def _are_neighbours(left: PdfGlyph, right: PdfGlyph) -> bool:
    if left.cell == right.cell and right.at == left.at + 1:  # two characters of one sign
        return True
    sizes = size_of(left), size_of(right)
    size = max(*sizes, 1.0)
    if abs(left.baseline - right.baseline) > 0.15 * size:
        return False
    gap = right.cell.left - left.cell.right
    if size > _SIZES * max(1.0, min(sizes)):  # a Latin mark, or the cell of a lone 一
        mixed = min(left.cell.height, right.cell.height) < 0.6 * size
        small = left if sizes[0] < sizes[1] else right
        if size > _INITIAL * min(sizes) and is_han(small.text) and small.text not in _FLAT:
            return False  # an initial beside its text
        mixed = mixed or not (is_han(left.text) and is_han(right.text))
        if not mixed or size > 2 * _SIZES * max(1.0, min(sizes)):
            return False
    follows = 0 < right.at - left.at <= _FOLLOWS
    return -_OVERLAP * size <= gap <= (_NEIGHBOURS if follows else _CLOSE) * size


def _merge(parts: list[list[PdfGlyph]]) -> list[list[PdfGlyph]]:
    """Join parts that follow each other in the file, with no gutter between."""
    parts = sorted(parts, key=lambda p: p[0].at)
    joined = parts[:1]
    for part in parts[1:]:
        before = joined[-1]
        size = max(map(size_of, (before[-1], part[0])))
        gap = part[0].cell.left - before[-1].cell.right
        follows = 0 < part[0].at - before[-1].at <= _FOLLOWS
        level = abs(part[0].baseline - before[-1].baseline) <= 0.15 * size
        alike = size <= _ALIKE * min(map(size_of, (before[-1], part[0])))
        near = 0 < gap <= _PERHAPS * size
        if follows and level and alike and near and not _is_gutter(before, part, parts):
            joined[-1] = before + part
        else:
            joined.append(part)
    return joined


def _is_gutter(before: list[PdfGlyph], part: list[PdfGlyph], parts: list[list[PdfGlyph]]) -> bool:
    """Do lines above or below end and begin at the same gap, and none goes across it?"""
    left, right = before[-1].cell.right, part[0].cell.left
    size, at = size_of(part[0]), part[0].baseline
    wanted = _FEW if right - left > _TYPED * size else _MANY
    beside = 0
    for other in parts:
        distance = abs(other[0].baseline - at)
        alike = size / _ALIKE < size_of(other[0]) < size * _ALIKE
        if not 0.2 * size <= distance <= _WINDOW * size or len(other) < 2 or not alike:
            continue
        start, end = other[0].cell.left, other[-1].cell.right
        if start < left - size and end > right + size:
            return False
        beside += abs(start - right) < 2.3 * size or abs(end - left) < size
    return beside >= wanted


def _line(part: list[PdfGlyph], spaces: set[int]) -> TypeLine:
    box = PageBox.around(glyph.cell for glyph in part)
    han = [size_of(g) for g in part if is_han(g.text)]
    sizes = sorted(han or [size_of(g) for g in part])
    size = sizes[round(0.8 * (len(sizes) - 1))]
    baseline = part[0].baseline
    box = PageBox(
        box.left, min(box.top, baseline - 0.8 * size), box.right, max(box.bottom, baseline)
    )
    font = Counter(g.font for g in part if is_han(g.text) or not han).most_common(1)[0][0]
    return TypeLine(_text(part, size, spaces), box, size, font, part)


def _text(part: list[PdfGlyph], size: float, spaces: set[int]) -> str:
    """The line's characters, with a space where one is seen."""
    em = median([g.cell.width for g in part if is_han(g.text)] or [0.0])
    gaps = [right.cell.left - _end(left, em) for left, right in pairwise(part)]
    both = [is_han(left.text) and is_han(right.text) for left, right in pairwise(part)]
    between = sorted([g for g, han in zip(gaps, both, strict=True) if han] or gaps or [0.0])
    usual = between[(len(between) - 1) // 3]
    text = part[0].text
    for (left, right), gap in zip(pairwise(part), gaps, strict=True):
        latin = left.text.isascii() and right.text.isascii()
        full = False
        if is_han(left.text) and is_han(right.text):
            apart, full = gap > usual + _SPACE * size, gap > usual + _FULL_SPACE * size
        elif latin:
            apart = gap > _SPACE * size
        else:
            typed = any(at in spaces for at in range(left.at + 1, right.at))
            apart = gap > (0.1 * size + usual if typed else _WIDE_SPACE * size)
        text += ("\N{IDEOGRAPHIC SPACE}" if full else " ") if apart else ""
        text += right.text
    return text


def _end(glyph: PdfGlyph, em: float) -> float:
    """Where a character ends: some fonts tell only of the ink of 月 and 日, which are narrow."""
    narrow = is_han(glyph.text) and 0.6 * em < glyph.cell.width < em
    return glyph.cell.left + em if narrow else glyph.cell.right


def _upright(lines: list[TypeLine]) -> list[TypeLine]:
    """Join single characters that stand one below the other: an upright head."""
    single = sorted(
        (line for line in lines if line.length == 1), key=lambda x: (round(x.box.left), x.box.top)
    )
    kept = {id(line): line for line in lines}
    chain: list[TypeLine] = []
    for line in [*single, None]:
        if line and chain and _stands_below(chain[-1], line):
            chain.append(line)
            continue
        if len(chain) > 2:
            for each in chain:
                del kept[id(each)]
            whole = _stack(chain)
            kept[id(whole)] = whole
        chain = [line] if line else []
    return list(kept.values())


def _stands_below(above: TypeLine, line: TypeLine) -> bool:
    size = max(above.size, line.size)
    return (
        abs(above.box.middle - line.box.middle) < 0.35 * size
        and line.box.top - above.box.bottom < 0.8 * size
        and size <= 1.2 * min(above.size, line.size)
    )


def _stack(chain: list[TypeLine]) -> TypeLine:
    box = PageBox.around(line.box for line in chain)
    glyphs = [glyph for line in chain for glyph in line.glyphs]
    return TypeLine("".join(line.text for line in chain), box, chain[0].size, chain[0].font, glyphs)


def put_together(lines: list[TypeLine]) -> list[TypeLine]:
    """Join lines that stand beside each other: one line of furniture with wide gaps."""
    rows: list[TypeLine] = []
    for line in sorted(lines, key=lambda each: (round(each.box.bottom), each.box.left)):
        last = rows[-1] if rows else None
        near = last is not None and abs(last.box.bottom - line.box.bottom) < 0.2 * line.size
        if last and near and 0 <= line.box.left - last.box.right < _WIDE_ROW * line.size:
            glyphs = last.glyphs + line.glyphs
            text, box = f"{last.text} {line.text}", last.box.joined(line.box)
            rows[-1] = TypeLine(text, box, last.size, last.font, glyphs)
        else:
            rows.append(line)
    return rows
