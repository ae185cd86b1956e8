"""Says in plain HTML what the walk knows nothing of: formulas, quotations, tables in cells."""

from __future__ import annotations

import re

from articles.text.outside.controls import show_control
from articles.text.outside.notes import Findings
from articles.text.outside.tables import CELLS, is_frame, rows_of
from articles.text.outside.tree import Element, name_of, remove, text_of

_TOKENS = frozenset(("mi", "mn", "mo", "ms", "mtext"))
_SIMPLE = re.compile(r"\w*")
#: Which part of a formula's element stands raised or lowered.
_SCRIPTS = {
    "msup": {1: "sup"}, "msub": {1: "sub"}, "msubsup": {1: "sub", 2: "sup"},
    "mover": {1: "sup"}, "munder": {1: "sub"}, "munderover": {1: "sub", 2: "sup"},
}  # fmt: skip
#: What says of an item whether its task is done, beside a box in it.
_TASKS = ("role", "data-checked", "data-list")
_IN_CELLS = frozenset(("table", "tbody", "thead", "tfoot", "p", "div", "section", *CELLS))
_MOST = 5000  # elements of formulas


def rewrite(root: Element, found: Findings) -> None:
    """Change the tree in place; what a reader has to look at again goes to `found`."""
    for foot in list(root.iter("tfoot")):
        table = foot.getparent()
        if table is not None and name_of(table) == "table":
            table.append(foot)
    for caption in list(root.iter("caption")):
        _move_caption(caption)
    for choice in list(root.iter("select")):
        _keep_chosen(choice, found)
    for part in list(root.iter("div")):
        if show_control("div", part.attrib):  # a box that is drawn stands in its line
            part.tag = "span"
    for item in list(root.iter("li")):
        _join_box(item)
    for formula in list(root.iter("math")):
        _remove_drawn_copy(formula)
    for formula in list(root.iter("math")):
        _write_formula(formula)
        if text := text_of(formula):
            found.add("equation", text)
    for table in reversed(_find_inner_tables(root)):  # what stands in it has been written then
        _write_inner_table(table, found)


def _move_caption(caption: Element) -> None:
    """In front of its table, where it is a paragraph like others."""
    table = caption.getparent()
    if table is not None and name_of(table) == "table" and table.getparent() is not None:
        remove(caption)
        caption.tag, caption.tail = "div", None
        table.addprevious(caption)


def _keep_chosen(choice: Element, found: Findings) -> None:
    """Of a list that is closed only what it shows, in the line where it stands."""
    if {"multiple", "size"}.isdisjoint(choice.attrib):
        options = list(choice.iter("option"))
        chosen = [each for each in options if "selected" in each.attrib] or options[:1]
        for each in options:
            if each not in chosen[-1:]:
                found.add("hidden", text_of(each))
                remove(each)
        for part in choice.iter("select", "optgroup", "option"):
            part.tag = "span"


def _join_box(item: Element) -> None:
    """Let the box of a task stand in one line with its words, and stand there once."""
    drawn = [each for each in item.iter("img") if each.get("aria-roledescription") == "checkbox"]
    for picture in drawn:
        remove(picture)
    box = next((each for each in item.iter("input") if show_control("input", each.attrib)), None)
    if box is not None and box.get("type", "").lower() == "checkbox":
        for name in _TASKS:
            item.attrib.pop(name, None)
    elif not show_control("li", item.attrib):
        return
    for each in item.iter("label", "div", "p"):
        each.tag = "span"
        if (each.text or "").strip():
            break


def _remove_drawn_copy(formula: Element) -> None:
    """Of a formula that stands there for the eye and for programs, keep what programs read."""
    holder = formula
    while (above := holder.getparent()) is not None and len(above) == 1:
        holder = above
    drawn = [each for each in above if each is not holder] if above is not None else []
    if len(drawn) == 1 and drawn[0].get("aria-hidden") == "true":
        remove(drawn[0])
        for each in (holder, *holder.iterdescendants()):  # which styles put out of sight
            each.attrib.pop("style", None)
            each.attrib.pop("class", None)


def _surround(element: Element, before: str, after: str) -> None:
    element.text = before + (element.text or "")
    if len(element):
        element[-1].tail = (element[-1].tail or "") + after
    else:
        element.text += after


def _write_formula(formula: Element) -> None:
    """A formula on one line: raised and lowered parts as such, a fraction as a/b."""
    for annotation in [*formula.iter("annotation"), *formula.iter("annotation-xml")]:
        remove(annotation)
    parts = [part for part in formula.iter() if name_of(part)][:_MOST]
    for part in reversed(parts):  # what stands in it has been written then
        if name_of(part) not in _TOKENS and len(part):
            part.text = (part.text or "").strip()
            for each in part:
                each.tail = (each.tail or "").strip()
        _write_part(part)
        if name_of(part) not in ("sup", "sub"):
            part.tag = "span"


def _write_part(part: Element) -> None:
    name, pieces = name_of(part), list(part)
    for number, script in _SCRIPTS.get(name, {}).items():
        if number < len(pieces):
            pieces[number].tag = script
    if name == "mfrac" and len(pieces) == 2:
        for piece in pieces:
            _bracket(piece)
        pieces[0].tail = "/"
    elif name == "msqrt" or (name == "mroot" and len(pieces) == 2):
        if name == "mroot":
            pieces[1].tag = "sup"
            part.insert(0, pieces[1])
            _bracket(pieces[0])
            pieces[1].tail = "√"
        else:
            _bracket(part)
            part.text = "√" + (part.text or "")


def _bracket(piece: Element) -> None:
    if not _SIMPLE.fullmatch(text_of(piece)):
        _surround(piece, "(", ")")


def _find_inner_tables(root: Element) -> list[Element]:
    """The tables of several cells that stand in a cell of such a table."""
    in_cells: dict[Element, bool] = {}
    found = []
    for table in root.iter("table"):
        above = next(table.iterancestors("table"), None)
        inside, frame = above is not None and in_cells[above], is_frame(table)
        if inside and not frame:
            found.append(table)
        in_cells[table] = inside or not frame
    return found


def _keep_apart(block: Element) -> None:
    """Put a wide space between the block and what stands in front of it and behind it."""
    above, before = block.getparent(), block.getprevious()
    if before is not None:
        before.tail = f"{before.tail or ''}\N{IDEOGRAPHIC SPACE}"
    elif (above.text or "").strip():
        above.text += "\N{IDEOGRAPHIC SPACE}"
    if (block.tail or "").strip():
        block.tail = f"\N{IDEOGRAPHIC SPACE}{block.tail}"


def _write_inner_table(table: Element, found: Findings) -> None:
    """As lines, with wide spaces between what stood in its cells."""
    found.add("nested_table", text_of(table))
    for row in rows_of(table):
        cells = [cell for cell in row if name_of(cell) in CELLS]
        for cell in cells[:-1]:
            cell.tail = "\N{IDEOGRAPHIC SPACE}"
        for inner in row.iter():
            if name_of(inner) in _IN_CELLS:
                if name_of(inner) not in CELLS:
                    _keep_apart(inner)
                inner.tag = "span"
        row.tag = "p"
    for part in [table, *table.iterchildren("tbody", "thead", "tfoot")]:
        part.tag = "div"
