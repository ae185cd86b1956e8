"""Reads what stands in a paragraph of a Word file: runs, fields, changes, boxes, signs."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from articles.text.word.beside import is_placeholder, plain
from articles.text.word.drawings import (
    BOX,
    Drawings,
    choose,
    is_floating,
    is_hidden,
    own_parts,
)
from articles.text.word.equations import equation_text
from articles.text.word.fields import field_text, symbol_text
from articles.text.word.items import TextSpan, WordItem, text_of
from articles.text.word.notes import Margin
from articles.text.word.package import Element, R, Relation, W, child, is_on, local, value
from articles.text.word.signs import read_sign, show_signs
from articles.text.word.structure import wrap_text
from articles.text.word.styles import RunLook, StyleBook

_SKIPPED = frozenset(
    ("pPr", "rPr", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "fldData", "bookmarkStart",
     "bookmarkEnd", "commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef",
     "footnoteRef", "endnoteRef", "separator", "continuationSeparator", "proofErr", "softHyphen",
     "lastRenderedPageBreak", "delInstrText", "rubyPr", "ffData", "permStart", "permEnd")
)  # fmt: skip
_HYPERLINK = re.compile(r'\s*HYPERLINK\s+"?((?:https?|mailto)[^"\s]*)"?', re.IGNORECASE)
_CONTENTS = re.compile(r"\s*TOC\b", re.IGNORECASE)
_SPACE = re.compile("[\r\n\t\v\f]")


@dataclass(slots=True)
class _Field:
    code: str = ""
    in_code: bool = True
    href: str = ""
    filled: str = ""  # what was ticked or chosen in it


@dataclass(slots=True)
class _Open:
    """The paragraph that is being read."""

    stretches: list[TextSpan] = field(default_factory=list)
    boxes: list[WordItem] = field(default_factory=list)
    new_page: str = ""
    contents: bool = False


class Inline:
    """`read` one paragraph after the other: fields may reach over several."""

    def __init__(
        self,
        styles: StyleBook,
        relations: dict[str, Relation],
        margin: Margin,
        drawings: Drawings,
        footnotes: dict[tuple[str, str], str],
        read_box: Callable[[Element], list[WordItem]],
    ) -> None:
        self._styles, self._relations, self._margin = styles, relations, margin
        self._drawings, self._footnotes, self._read_box = drawings, footnotes, read_box
        self._fields: list[_Field] = []
        self._open = _Open()
        self._left = ""  # the code of what was left out just before
        self.lists_contents = False  # did the last paragraph hold what a TOC field made?

    def read(self, paragraph: Element, look: RunLook) -> tuple[list[TextSpan], list[WordItem], str]:
        """The stretches; the text boxes that hang on it; whether a page starts before or after."""
        above, self._open, self._left = self._open, _Open(), ""
        self._walk(paragraph, look, "")
        done, self._open, self._left = self._open, above, ""
        self.lists_contents = done.contents
        return done.stretches, done.boxes, done.new_page

    def leave(self, code: str, text: str) -> None:
        """Leave the text out and tell of it; neighbours left out for one reason are told as one."""
        if text.strip():
            self._margin.add(code, text, goes_on=self._left == code)
            self._left = code

    def tell_rest(self) -> None:
        """Tell of the notes that nothing in the text refers to, and of fields without an end."""
        for each in self._fields:
            if each.in_code and each.code.strip():
                self._margin.add("field", each.code)
        self._fields = []
        for text in self._footnotes.values():
            if text:
                self._margin.add("footnote", text)
        self._footnotes = {}

    def _add(self, text: str, look: RunLook, href: str) -> None:
        text = _SPACE.sub(" ", text)
        text = show_signs(self._margin.admit(text), look.font, self._margin)
        if not text:
            return
        if any(each.in_code for each in self._fields):
            self._fields[-1].code += text
        elif look.is_unseen:
            self.leave("hidden", text)
        elif look.struck:
            self.leave("deleted", text)
        else:
            self._left = "" if text.strip() else self._left
            self._open.contents |= any(_CONTENTS.match(each.code) for each in self._fields)
            href = href or next((each.href for each in self._fields if each.href), "")
            text = text.upper() if look.capitals or look.small_capitals else text
            self._open.stretches.append(TextSpan(text, look, href))

    def _walk(self, element: Element, look: RunLook, href: str) -> None:
        for each in element:
            self._read(each, look, href)

    def _read(self, each: Element, look: RunLook, href: str) -> None:
        name = local(each)
        match name:
            case "r" if each.tag == W + "r":
                properties = child(each, "rPr")
                styled = self._styles.run_with(look, value(child(properties, "rStyle")))
                self._walk(each, styled.with_own(properties), href)
            case "t":
                self._add(each.text or "", look, href)
            case "tab" | "ptab":
                self._add(" ", look, href)
            case "br" | "cr":
                self._break(each, look)
            case "noBreakHyphen":
                self._add("-", look, href)
            case "sym":
                self._add(read_sign(each, self._margin), replace(look, font=""), href)
            case "hyperlink":
                relation = self._relations.get(each.get(R + "id", ""))
                outside = relation.target if relation is not None and relation.external else ""
                self._walk(each, look, outside or href)
            case _:
                self._read_more(each, name, look, href)

    def _read_more(  # noqa: C901, PLR0912  one kind after the other
        self, each: Element, name: str, look: RunLook, href: str
    ) -> None:
        """Changes, fields, notes, and what hangs on the text."""
        match name:
            case "ins" | "moveTo":
                if text := plain(each, deleted=False):
                    self._margin.add("inserted", text)
                self._walk(each, look, href)
            case "del" | "moveFrom":
                self._deleted(each)
            case "delText":
                self.leave("deleted", each.text or "")
            case "fldSimple":
                self._simple_field(each, look, href)
            case "fldChar":
                self._field(each, look, href)
            case "instrText":
                if self._fields:
                    self._fields[-1].code += each.text or ""
            case "footnoteReference" | "endnoteReference":
                key = name.removesuffix("Reference"), value(each, "id")
                if text := self._footnotes.pop(key, ""):
                    self._margin.add("footnote", text)
            case "oMath" | "oMathPara":
                if text := equation_text(each):
                    self._margin.add("equation", text)
                    self._add(text, look, href)
            case "sdt" if is_placeholder(each):
                self._margin.add("placeholder", plain(each))
            case "ruby":
                self._ruby(each, look, href)
            case "AlternateContent":
                self._walk(choose(each), look, href)
            case "subDoc":
                relation = self._relations.get(each.get(R + "id", ""))
                self._margin.add("altchunk", relation.target if relation else "")
            case "contentPart":
                self._margin.add("object", "手写的墨迹")
            case "drawing" | "pict" | "object" | "control":
                self._drawing(each, look)
            case _ if name and name not in _SKIPPED:
                self._walk(each, look, href)

    def _break(self, element: Element, look: RunLook) -> None:
        if value(element, "type") == "page":
            written = any(each.text.strip() or each.picture for each in self._open.stretches)
            self._open.new_page = "after" if written else "before"
        self._add_break(look)

    def _add_break(self, look: RunLook) -> None:
        self._left = ""
        if not look.hidden and not look.struck:
            self._open.stretches.append(TextSpan("\n", look))

    def _deleted(self, element: Element) -> None:
        """Text that was taken out; a picture in it goes without a word, as its place does."""
        self.leave("deleted", plain(element))

    def _simple_field(self, element: Element, look: RunLook, href: str) -> None:
        before = len(self._open.stretches) + len(self._open.boxes)
        self._walk(element, look, href)
        shown = len(self._open.stretches) + len(self._open.boxes) > before
        if not shown and not plain(element):
            self._margin.add("field", value(element, "instr"))

    def _field(self, element: Element, look: RunLook, href: str) -> None:
        match value(element, "fldCharType"):
            case "begin":
                self._fields.append(_Field(filled=_read_filled(child(element, "ffData"))))
            case "separate" if self._fields:
                now = self._fields[-1]
                now.in_code = False
                if found := _HYPERLINK.match(now.code):
                    now.href = found[1]
            case "end" if self._fields:
                ended = self._fields.pop()
                if ended.in_code and ended.code.strip():
                    self._end_field(ended, look, href)

    def _end_field(self, ended: _Field, look: RunLook, href: str) -> None:
        """Write what a field without a result shows, or tell its code."""
        if shown := ended.filled or symbol_text(ended.code):
            self._add(shown, replace(look, font=""), href)
        elif shown := field_text(ended.code):
            self._margin.add("equation", shown)
            self._add(shown, look, href)
        else:
            self._margin.add("field", ended.code)

    def _ruby(self, element: Element, look: RunLook, href: str) -> None:
        base, above = child(element, "rubyBase"), child(element, "rt")
        if base is not None:
            self._walk(base, look, href)
        if above is not None and plain(above):
            self._add("\N{FULLWIDTH LEFT PARENTHESIS}", look, href)
            self._walk(above, RunLook(look.size, look.bold), href)
            self._add("\N{FULLWIDTH RIGHT PARENTHESIS}", look, href)

    def _drawing(self, element: Element, look: RunLook) -> None:
        if look.hidden or is_hidden(element):
            self.leave("hidden", plain(element) or "图片")
            return
        for number in self._drawings.numbers(element):
            floats = is_floating(element)
            self._open.stretches.append(TextSpan("", look, picture=number, floats=floats))
        for each in own_parts(element):
            if each.tag == BOX:
                items = self._read_box(each)
                self._open.boxes += items
                if text := "\n".join(map(text_of, items)):
                    self._margin.add("textbox", text)
            elif local(each) == "textpath" and (said := each.get("string")):
                self._margin.add("textbox", said)
                self._open.boxes += self._read_box(wrap_text(said))


def _read_filled(form: Element | None) -> str:
    """What an old form's box shows: a tick, or the choice; "" for text, which is its result."""
    box, choices = child(form, "checkBox"), child(form, "ddList")
    if box is not None:
        ticked = child(box, "checked")
        return "☑" if is_on(child(box, "default") if ticked is None else ticked) else "☐"
    said = [value(each) for each in choices.findall(W + "listEntry")] if choices is not None else []
    chosen = value(child(choices, "result")) or value(child(choices, "default")) or "0"
    number = int(chosen) if chosen.isdigit() and len(chosen) < 4 else len(said)
    return said[number] if number < len(said) else ""
