"""The make-up rules of the house, checked on finished pages (docs/makeup.md tells them).

What is checked is where things stand: the parts as typst was told to set them, and the characters
as they are read back from the finished PDF. A breach refuses nothing; the staff is told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise, zip_longest
from typing import Any

from articles.exports.newspaper.copies import TINTS
from articles.exports.newspaper.front_rules import check_bands
from articles.exports.newspaper.grids import BODY, COLUMNS, GUTTER, LEFT, WIDTH
from articles.exports.newspaper.heads import LEAST_AIR, MOST_AIR
from articles.exports.newspaper.issue_rules import HEADS, check_issue
from articles.exports.newspaper.sheets import Breach, Found, Sheet
from articles.exports.newspaper.sizes import CAPTION, CROP, LARGEST
from articles.exports.newspaper.titles import look
from articles.exports.printed import Glyph
from articles.text.headline import BREAK, LADDER

_NEAR = 0.6  # points
_FOOT = BODY + 1076.4  # of the type area, in points
_SOLID = (*HEADS, "label", "onward", "turn", "points", "text", "photo", "band", "table", "quote")
_COLUMN = 140.0
#: How often a kind of head may stand on a page.
_MOST = {"upright": 1, "reversed": 1, "boxed": 1}
_WORD, _LETTER = re.compile("[!-~]+"), 9 * 0.4  # points: what the narrowest letters take
_LISTED = 8  # lines of what is listed below a head
_FULL, _WHITE = 0.92, 2


def check_pages(
    pages: Sequence[Mapping[str, Any]], glyphs: Sequence[Sequence[Glyph]]
) -> tuple[Breach, ...]:
    """Every breach of the rules, page by page."""
    found = [
        breach
        for page, printed in zip(pages, glyphs, strict=True)
        for breach in check_page(page, printed)
    ]
    return (*found, *check_together(pages))


def check_page(page: Mapping[str, Any], glyphs: Sequence[Glyph]) -> list[Breach]:
    """Every breach of the rules that one page alone tells."""
    sheet = Sheet(page, glyphs)
    return [
        Breach(rule, sheet.number, article, told)
        for check in _CHECKS
        for rule, article, told in check(sheet)
    ]


def check_together(pages: Iterable[Mapping[str, Any]]) -> list[Breach]:
    """Every breach of those rules that tell of several pages."""
    return list(check_issue([Sheet(page, ()) for page in pages]))


# The type area and the grid


def _inside(sheet: Sheet) -> Found:
    for stand, part in sheet.parts(*_SOLID):
        right, foot = part["x"] + part["w"], part["y"] + part["h"]
        if part["x"] < LEFT - _NEAR or right > LEFT + WIDTH + _NEAR or foot > _FOOT + _NEAR:
            yield "A1", stand["article"], "伸出了版心"


def _on_lines(sheet: Sheet) -> Found:
    for stand, part in sheet.parts(*_SOLID):
        line = sheet.line_of(part["y"])
        if abs(line - round(line)) > 0.01:
            yield "A2", stand["article"], "没有落在基线网格上"


def _measures(sheet: Sheet) -> Found:
    size = sheet.data["grid"]["size"]
    edges = [LEFT + i * (_COLUMN + GUTTER) for i in range(COLUMNS)]
    for stand, part in sheet.parts("text"):
        width = part["w"]
        if abs(width - round(width / size) * size) > _NEAR or not 110 < width < 141:
            yield "A3", stand["article"], f"正文宽{width:.0f}点，不是整数个字"
        whole = abs(width - _COLUMN) <= _NEAR
        if whole and not any(abs(part["x"] - edge) <= _NEAR for edge in edges):
            yield "A4", stand["article"], "正文不在栏的位置上"
        inner = stand["x"] <= part["x"] and part["x"] + width <= stand["x"] + stand["w"] + _NEAR
        if not whole and not (stand["panel"] and inner):
            yield "A4", stand["article"], "窄栏的正文不在框里"


# Heads


def _ladder(sheet: Sheet) -> Found:
    for stand, part in sheet.parts(*HEADS):
        if any(line["size"] not in LADDER for line in part["headline"]):
            yield "H1", stand["article"], "题目的字号不在字号表里"
        air = part.get("air")
        if air is not None and not LEAST_AIR - 0.1 <= air <= MOST_AIR + 0.01:
            yield "H2", stand["article"], f"题目行间的空白是{air:.1f}点"


def _ranks(sheet: Sheet) -> Found:
    sizes: dict[str, list[tuple[float, int]]] = {}
    for stand, part in sheet.parts(*HEADS):
        rank = "lead" if stand["rank"] == "front" else stand["rank"]
        sizes.setdefault(rank, []).append((part["size"], stand["article"]))
    lead = max([size for size, _ in sizes.get("lead", [])], default=float("inf"))
    for size, article in sizes.get("second", []) + sizes.get("brief", []):
        if size >= lead:
            yield "H3", article, f"题目{size:g}点，不小于头条的{lead:g}点"
    for size, article in sizes.get("photo", []):
        if size > lead:
            yield "H3", article, f"题目{size:g}点，大于头条的{lead:g}点"
    least = min([size for size, _ in sizes.get("second", [])], default=float("inf"))
    for size, article in sizes.get("brief", []):
        if size >= least:
            yield "H3", article, f"简讯的题目{size:g}点，不小于次条的{least:g}点"


def _kinds(sheet: Sheet) -> Found:
    heads = list(sheet.parts(*HEADS))
    for kind, most in _MOST.items():
        same = [stand["article"] for stand, part in heads if part["kind"] == kind]
        for article in same[most:]:
            yield "H4", article, f"这一版这种样式的题目多于{most}个"
    tinted = [stand["article"] for stand in sheet.data["stands"] if stand["panel"] == "tinted"]
    for article in tinted[TINTS - bool(sheet.data.get("rail")) :]:
        yield "H4", article, f"这一版的底色框多于{TINTS}个"
    seconds = [look(part) for stand, part in heads if stand["rank"] == "second"]
    if len(seconds) > len(set(seconds)) == 1:
        yield "H6", 0, "各次条的题目样式、字号、字体都一样"
    for at, (stand, a) in enumerate(heads):
        for other, b in heads[at + 1 :]:
            left, right = sorted((a, b), key=lambda it: it["x"])
            beside = 0 < right["x"] - left["x"] - left["w"] < 30 and abs(a["line"] - b["line"]) < 3
            if beside and look(a) == look(b):
                yield "H5", stand["article"], f"与旁边稿号{other['article']}的题目样式、字号相同"


_WHY = {
    "upright": "题目没有竖排：要十八个以内的汉字，没有标点、字母和数字，没有引题、副题和图片",
    "reversed": "题目没有反白：稿件有图片，或这一版排不出深色的框",
    "boxed": "没有加框：图片新闻本来就有底色",
    "centred": "题目没有居中",
    "left": "题目没有居左",
}


def _chosen(sheet: Sheet) -> Found:
    """What an editor chose on the board, and could not be done."""
    for stand, part in sheet.parts(*HEADS):
        wanted, size = stand.get("form", ""), stand.get("size", 0)
        if wanted and part["kind"] != wanted:
            yield "K1", stand["article"], _WHY[wanted]
        if size and part["size"] != size:
            yield "K2", stand["article"], f"选的{size}点放不下，题目排成了{part['size']:g}点"


#: The columns of a main photo, by what an editor chose.
_CHOSEN = {"one": (1, "一栏"), "two": (2, "两栏"), "three": (3, "三栏")}


def _shown(sheet: Sheet) -> Found:
    """Where a main photo is not as wide as an editor chose it."""
    for stand in sheet.data["stands"]:
        large = [part["w"] for part in stand["parts"] if part["what"] == "photo"]
        small = any(block["kind"] == "photo" for part in stand["parts"]
                    for block in part.get("blocks", ()))  # fmt: skip
        chosen = stand.get("photo-size", "")
        if not chosen or not (large or small):
            continue
        columns = _count_columns(max(large, default=_COLUMN))
        wanted, label = _CHOSEN.get(chosen, (_count_columns(stand["w"]), "通栏"))
        if columns != wanted:
            yield "K3", stand["article"], f"图选的{label}放不下，排成了{columns}栏"


def _count_columns(width: float) -> int:
    return round((width + GUTTER) / (_COLUMN + GUTTER))


# Columns


def _level(sheet: Sheet) -> Found:
    for stand in sheet.data["stands"]:
        frames = [part for part in stand["parts"] if part["what"] == "text"]
        for number, part in enumerate(frames):
            short = part["lines"] - sheet.count_printed_lines(part)
            if short > (number == len(frames) - 1) or short < 0:
                yield "L1", stand["article"], f"第{number + 1}栏差{short}行没有排齐"


def _breaks(sheet: Sheet) -> Found:
    for stand, part in sheet.parts("text"):
        for block, after in pairwise([*part["blocks"], None]):
            if block["kind"] == "crosshead" and after is None:
                yield "L2", stand["article"], "小标题落在了栏底"
            start, stop, of = block.get("cut", (0, 9, 9))
            if (start > 0 and stop - start < 2) or (stop < of and min(stop - start, of - stop) < 2):
                yield "L2", stand["article"], "段落有单独一行落在栏头或栏底"


# Pictures, tables, small print


def _pictures(sheet: Sheet) -> Found:
    areas: list[tuple[float, int]] = []
    for stand, part in sheet.parts("photo"):
        tall = part["h"] - part["caption-lines"] * sheet.pitch
        shape = part["drawn"] / tall
        crop = 1 - min(shape / part["shape"], part["shape"] / shape)
        areas.append((part["drawn"] * tall, stand["article"]))
        if crop > CROP + 0.01:
            yield "P1", stand["article"], f"图片裁去了{crop:.0%}"
        if part["caption-lines"] > CAPTION:
            yield "C1", stand["article"], f"图片说明有{part['caption-lines']}行"
    areas.sort(reverse=True)
    for (first, _), (second, article) in list(pairwise(areas))[:1]:
        if first < LARGEST * second:
            yield "P3", article, "与这一版最大的图片差不多大"


def _bylines(sheet: Sheet) -> Found:
    for stand, part in sheet.parts(*HEADS):
        most = 3 if part["w"] <= _COLUMN + _NEAR else 2
        if len(part["byline"]) > most or any(line["size"] > 9 for line in part["byline"]):
            yield "C1", stand["article"], f"署名有{len(part['byline'])}行"


def _tables(sheet: Sheet) -> Found:
    for stand, part in sheet.parts("table"):
        (block,) = part["blocks"]
        if max(block["heights"]) > 2:
            yield "T1", stand["article"], f"表格有一行高{max(block['heights'])}格"
        if block.get("headed") and block.get("start") and not block["again"]:
            yield "T2", stand["article"], "表格接排的部分没有重复表头"
        columns = zip(block.get("widths", ()), zip_longest(*block.get("rows", ())), strict=False)
        if any(_longest_word(cells) > width for width, cells in columns):
            yield "T2", stand["article"], "表格有一栏比其中最长的词还窄"


def _longest_word(cells: Iterable[Sequence[Mapping[str, Any]] | None]) -> float:
    """The least width in points of the longest word that can't be broken."""
    runs = (run for cell in cells if cell for run in cell if not run.get("loose"))
    words = (word for run in runs for word in _WORD.findall(run["t"]))
    return _LETTER * max(map(len, words), default=0)


# The page as a whole


def _overlaps(sheet: Sheet) -> Found:
    parts = list(sheet.parts(*_SOLID))
    for at, (stand, a) in enumerate(parts):
        for other, b in parts[at + 1 :]:
            across = min(a["x"] + a["w"], b["x"] + b["w"]) - max(a["x"], b["x"])
            down = min(a["y"] + a["h"], b["y"] + b["h"]) - max(a["y"], b["y"])
            if across > 1 and down > 1:
                yield "S1", stand["article"], f"与稿号{other['article']}的内容叠在一起"


def _white(sheet: Sheet) -> Found:
    filled = 0
    for column in range(COLUMNS):
        taken = _taken(sheet, column)
        filled += len(taken)
        run = longest = 0
        for line in sheet.lines:
            run = 0 if line in taken else run + 1
            longest = max(longest, run)
        if longest > _WHITE:
            yield "S2", 0, f"第{column + 1}栏连着空了{longest}行"
        if taken.isdisjoint(sheet.lines[-2:]):
            yield "S3", 0, f"第{column + 1}栏没有排到底"
    cells = COLUMNS * len(sheet.lines)
    if filled < _FULL * cells:
        yield "S4", 0, f"只排满了{filled / cells:.0%}"


def _taken(sheet: Sheet, column: int) -> set[int]:
    """The lines of the column on which something stands: a panel's ink is no white."""
    left = LEFT + column * (_COLUMN + GUTTER)
    taken: set[int] = set()
    for stand in sheet.data["stands"]:
        for part in [*stand["parts"], *([stand] if stand["panel"] else [])]:
            if part["x"] < left + _COLUMN - 20 and part["x"] + part["w"] > left + 20:
                first = round(sheet.line_of(part["y"]))
                blocks = part.get("blocks") if part.get("what") == "text" else None
                lines = sheet.count_printed_lines(part) if blocks else part["lines"]
                taken |= set(range(first, first + lines))
    for box in filter(None, map(sheet.data.get, ("notice", "filler", "rail"))):
        if box["x"] < left + _COLUMN - 20 and box["x"] + box["w"] > left + 20:
            taken |= set(range(box["line"], box["line"] + box["lines"]))
    return taken & set(sheet.lines)


def _grey(sheet: Sheet) -> Found:
    quotes = [stand["article"] for stand, _ in sheet.parts("quote")]
    for article in quotes[2:]:
        yield "G2", article, "这一版的引语多于两处"
    if any(True for _ in sheet.parts("photo")):
        return
    heads = [look(part)[::2] for _, part in sheet.parts(*HEADS)]
    kinds = {*heads}
    panel = bool(sheet.data.get("rail")) or any(it["panel"] for it in sheet.data["stands"])
    panel = panel or any(True for _ in sheet.parts("panel", "points"))
    panel = panel or any(part.get("deck") for _, part in sheet.parts("quote"))
    wanted = min(3, len(heads))
    # Only an article of 30 lines or more that has a sentence short enough can be quoted.
    quotable = any(stand["quotable"] for stand in sheet.data["stands"])
    lacking = ["反白题、底色或框"] * (not panel)
    lacking += ["引语"] * (quotable and not quotes) + ["三种样式的题目"] * (len(kinds) < wanted)
    if lacking:
        yield "G1", 0, f"没有图片，也没有{'，没有'.join(lacking)}"


def _listed(sheet: Sheet) -> Found:
    """What is listed below a head are the article's own crossheads, in 2 to 8 lines."""
    for stand, part in sheet.parts("points"):
        own = {
            "".join(run["t"] for run in block["runs"]).replace("\n", BREAK)
            for each in stand["parts"]
            for block in each.get("blocks", ())
            if block["kind"] == "crosshead"
        }
        if not {point for row in part["rows"] for point in row} <= own:
            yield "G2", stand["article"], "题目下的提要不是文中的小标题"
        if not 2 <= part["lines"] <= _LISTED:
            yield "G2", stand["article"], f"题目下的提要占了{part['lines']}行"


_CHECKS: tuple[Callable[[Sheet], Found], ...] = (
    _inside, _on_lines, _measures, _ladder, _ranks, _kinds, _chosen, _shown, _level, _breaks,
    _pictures, _bylines, _tables, _overlaps, _white, _grey, _listed, check_bands,
)  # fmt: skip
