"""What a Word file's styles make of a paragraph or a run: the chain of styles, then its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from articles.text.outside.ink import PICTURE, is_unseen, is_white_on_page, read_colour
from articles.text.word.package import Element, Package, W, child, is_on, local, value

_DEFAULT_SIZE = 10.0
_UNREADABLE = 1.0  # points
_NAMES = {
    "title": "title", "标题": "title", "主标题": "title", "文章标题": "title", "大标题": "title",
    "subtitle": "subtitle", "副标题": "subtitle", "副题": "subtitle",
    "caption": "caption", "题注": "caption", "图注": "caption", "图片说明": "caption",
    "figure": "caption", "image caption": "caption", "illustration": "caption",
}  # fmt: skip


#: Properties that are on or off.
_SWITCHES = {
    "b": "bold", "vanish": "hidden", "specVanish": "hidden",
    "strike": "struck", "dstrike": "struck", "caps": "capitals", "smallCaps": "small_capitals",
    "em": "dotted",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class RunLook:
    """How a run looks, as far as an editor cares. Sizes in points."""

    size: float = _DEFAULT_SIZE
    bold: bool = False
    hidden: bool = False
    struck: bool = False
    dotted: bool = False
    script: str = ""
    shift: int = 0  # above the line, in half points; negative is below
    capitals: bool = False
    small_capitals: bool = False
    face: str = ""
    font: str = ""  # of letters and signs, beside `face` of Han characters
    ink: str = ""  # as CSS names colours; "" for the usual one
    ground: str = ""  # what is behind it; "" for the page

    @property
    def is_unseen(self) -> bool:
        """Is it hidden, too small to be read, or written in the colour of what is behind it?"""
        alike = is_unseen(self.ink, self.ground) or is_white_on_page(self.ink, self.ground)
        return self.hidden or self.size <= _UNREADABLE or alike

    def with_own(self, properties: Element | None) -> RunLook:
        """As these run properties change it."""
        if properties is None:
            return self
        look = self
        for each in properties:
            match local(each):
                case "sz":
                    look = replace(look, size=_size(value(each), look.size))
                case name if name in _SWITCHES:
                    change: dict[str, Any] = {_SWITCHES[name]: is_on(each)}
                    look = replace(look, **change)
                case "color":
                    look = replace(look, ink=_colour(value(each)))
                case "shd" | "highlight":
                    look = replace(look, ground=_ground(each) or look.ground)
                case "vertAlign":
                    raised = {"superscript": "sup", "subscript": "sub"}
                    look = replace(look, script=raised.get(value(each), ""))
                case "position":
                    look = replace(look, shift=_shift(value(each)))
                case "rFonts":
                    font = value(each, "hAnsi") or value(each, "ascii") or look.font
                    look = replace(look, face=value(each, "eastAsia") or look.face, font=font)
        return look


@dataclass(frozen=True, slots=True)
class ParagraphLook:
    """How a paragraph stands: `kind` is title, subtitle, caption, toc, heading1 to heading9 or
    empty."""

    kind: str = ""
    align: str = ""
    level: int = 0  # of the outline, from 1
    list_id: str = ""
    list_level: int = 0
    starts_page: bool = False
    ground: str = ""

    def with_own(self, properties: Element | None) -> ParagraphLook:
        if properties is None:
            return self
        look = self
        for each in properties:
            match local(each):
                case "jc":
                    look = replace(look, align=value(each))
                case "outlineLvl" if value(each).isdigit() and int(value(each)) < 9:
                    look = replace(look, level=int(value(each)) + 1)
                case "shd":
                    look = replace(look, ground=_ground(each))
                case "pageBreakBefore":
                    look = replace(look, starts_page=is_on(each))
                case "numPr":
                    number, level = value(child(each, "numId")), value(child(each, "ilvl"))
                    look = replace(
                        look,
                        list_id=number or look.list_id,
                        list_level=int(level)
                        if level.isdigit() and len(level) < 3
                        else look.list_level,
                    )
        return look


@dataclass(slots=True)
class StyleBook:
    """The styles of a file."""

    run: RunLook = RunLook()
    paragraph: ParagraphLook = ParagraphLook()
    default: str = ""
    _styles: dict[str, Element] = field(default_factory=dict)

    @classmethod
    def of(cls, package: Package, name: str) -> StyleBook:
        root = package.tree(name)
        book = cls()
        if root is None:
            return book
        defaults = child(root, "docDefaults")
        book.run = book.run.with_own(child(child(defaults, "rPrDefault"), "rPr"))
        book.paragraph = book.paragraph.with_own(child(child(defaults, "pPrDefault"), "pPr"))
        for style in root.findall(W + "style"):
            key = value(style, "styleId")
            book._styles[key] = style
            if value(style, "type") == "paragraph" and value(style, "default") in ("1", "true"):
                book.default = key
        return book

    def look_of(self, key: str) -> tuple[ParagraphLook, RunLook]:
        """What a paragraph style gives a paragraph and its runs."""
        paragraph, run = self.paragraph, self.run
        for style in reversed(list(self._chain(key or self.default))):
            paragraph = paragraph.with_own(child(style, "pPr"))
            run = run.with_own(child(style, "rPr"))
            if kind := _kind_of(style):
                paragraph = replace(paragraph, kind=kind)
        if not paragraph.kind and paragraph.level:
            paragraph = replace(paragraph, kind=f"heading{paragraph.level}")
        return paragraph, run

    def run_with(self, look: RunLook, key: str) -> RunLook:
        """The look as a character style changes it."""
        for style in reversed(list(self._chain(key))):
            look = look.with_own(child(style, "rPr"))
        return look

    def _chain(self, key: str) -> Iterator[Element]:
        seen: set[str] = set()
        while key in self._styles and key not in seen:
            seen.add(key)
            yield self._styles[key]
            key = value(child(self._styles[key], "basedOn"))


def _kind_of(style: Element) -> str:
    name = value(child(style, "name")).strip().lower()
    if known := _NAMES.get(name):
        return known
    head, _, number = name.rpartition(" ")
    if head in ("toc", "目录") and (number.isdigit() or number in ("heading", "标题")):
        return "toc"
    if head in ("heading", "标题") and number.isdigit() and 1 <= int(number) <= 9:
        return f"heading{int(number)}"
    return ""


def _colour(text: str) -> str:
    return "" if text.lower() in ("", "auto", "none") else text.lower()


def _ground(element: Element) -> str:
    """The colour of a shading or a highlight; PICTURE for a pattern, or one that has no name."""
    if local(element) == "highlight":
        colour = _colour(value(element))
    else:
        kind = value(element)
        colour = _colour(value(element, "color" if kind == "solid" else "fill"))
        colour = colour if kind in ("", "clear", "nil", "solid") else PICTURE
    return colour if not colour or read_colour(colour) else PICTURE


def page_ground(document: Element) -> str:
    """The colour of a document's pages, or "" for paper."""
    return _colour(value(child(document, "background"), "color"))


def _shift(text: str) -> int:
    digits = text.removeprefix("-")
    return int(text) if digits.isdecimal() and len(digits) < 5 else 0


def _size(text: str, otherwise: float) -> float:
    return int(text) / 2 if text.isdigit() and 0 < len(text) < 5 else otherwise
