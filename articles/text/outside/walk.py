"""Walks the tree of HTML from outside and writes what is text of it as simple HTML."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from html import escape

from lxml import etree  # type: ignore[import-untyped]

from articles.text.body_reader import INDENT
from articles.text.outside import asides, links, lists, tables
from articles.text.outside.controls import show_control
from articles.text.outside.generated import Counters
from articles.text.outside.ink import is_unseen, is_white_on_page
from articles.text.outside.letters import show_letters
from articles.text.outside.notes import Findings
from articles.text.outside.openings import ListOpener
from articles.text.outside.passages import Passages
from articles.text.outside.patterns import Pattern
from articles.text.outside.sheet import Styles, StyleSheet
from articles.text.outside.spaces import BREAK, collapse, settle
from articles.text.outside.styles import Look, is_caption, is_heading, is_reordered, is_reversed
from articles.text.outside.tree import Element, name_of, text_of
from articles.text.runs import Run, join_runs, plain_runs, runs_html

_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
    "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2",
    "h3", "h4", "h5", "h6", "header", "hr", "html", "legend", "li", "main", "menu", "nav", "ol",
    "option", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead",
    "tr", "ul",
})  # fmt: skip
_NO_TEXT = frozenset(
    ["base", "col", "colgroup", "link", "meta", "param", "script", "style", "title", "xml"]
)
_MEDIA = frozenset(["applet", "audio", "canvas", "embed", "iframe", "object", "video"])
_PICTURES = frozenset(("img", "svg", "v:imagedata", "picture", "image"))
_EMOJI = re.compile("[\u2190-\u2bff\U0001f000-\U0001faff\ufe0f\u200d]+")
#: What a browser shows around <q>.
_QUOTED = {("q", "before"): "open-quote", ("q", "after"): "close-quote"}
_INLINE = frozenset(("a", "b", "em", "font", "i", "label", "span", "strong", "u"))
_LISTS = frozenset(("ul", "ol", "menu", "dir"))
_DOT = frozenset(("0", "1", "0px", "1px"))


@dataclass(slots=True)
class _Frame:
    """An element that is open: how text in it looks, and what is written where it ends."""

    look: Look
    skipped: bool = False
    block: bool = False
    close: str = ""
    heading: bool = False
    caption: bool = False
    cell: bool = False
    table: bool = False
    style: str = ""  # of a list: ul, ol or p
    turned: bool = False
    item: bool = False  # of a list of Word, whose marker is read apart
    pattern: Pattern | None = None


class Walk:
    """`read()` once; then `html()`, `captions` and `title`. What is left out goes to `found`."""

    def __init__(self, root: Element, found: Findings, *, dark: bool = False) -> None:
        self.captions: list[str] = []
        self.title = ""
        self._found = found
        self._passages = Passages(found)
        self._out: list[str] = []
        self._runs: list[Run] = []
        self._frames: list[_Frame] = [_Frame(Look())]
        self._root, self._dark, self._base = root, dark, links.find_base(root)
        self._sheet = StyleSheet(root)
        self._counters = Counters(self._sheet.counter_styles)
        self._lists = ListOpener(self._sheet, self._counters)
        self.white = False
        self._fields: list[bool] = []  # whether the code of each open field is being read
        self._typed = ""  # in front of the paragraph that comes
        self._head: Element | None = None  # the first row of the table, if it is its head

    def html(self) -> str:
        return "".join(self._out)

    def read(self) -> None:
        walk = etree.iterwalk(self._root, events=("start", "end"))
        for event, element in walk:
            if event == "end":
                self._end(element)
                self._add(element.tail or "")
            elif self._start(element):
                walk.skip_subtree()
            else:
                self._add(element.text or "")
        self._flush()
        self._passages.finish()
        if not (self._sheet.complete and self._counters.complete):
            self._found.add("styles")

    def _start(self, element: Element) -> bool:
        """Open the element; True if nothing in it is text."""
        tag, given = (
            name_of(element),
            {name.lower(): value for name, value in element.attrib.items()},
        )
        above = self._frames[-1]
        styles = self._sheet.of(element)
        frame = _Frame(
            above.look.within(tag, given, styles), style=above.style, heading=above.heading,
            caption=above.caption, cell=above.cell, table=above.table, pattern=above.pattern,
            item=above.item, turned=above.turned,
        )  # fmt: skip
        self._frames.append(frame)
        self._note_field(styles)
        if is_reversed(tag, given, styles) and not above.turned:
            frame.turned = True
            self._found.add("reversed", text_of(element))
        if is_reordered(element, self._sheet) and (said := text_of(element)):
            self._found.add("reordered", said)
        if self._is_left_out(tag, given, styles, element):
            frame.skipped = True
            return True
        if tag == "hr":
            self._passages.draw_rule()
        if tag in ("br", "hr") or "page-break-before" in styles:
            self._line_break()
        if frame.look.unseen != "hidden":
            self._count(tag, given, styles)
        if tag in _INLINE and _stands_alone(styles):
            frame.close = "line"
            self._end_line()
        if tag in _BLOCKS:
            frame.block = True
            self._flush()
            frame.heading |= is_heading(tag, given, styles)
            frame.caption |= is_caption(tag, given)
            self._open_block(frame, tag, given, styles, element)
        elif (
            tag in ("rt", "rtc")
            and element.getparent() is not None
            and element.getparent().find("rp") is None
        ):
            self._add("\N{FULLWIDTH LEFT PARENTHESIS}")
            frame.close = "rt"
        if frame.look.unseen != "hidden":
            self._generate("before", tag, element)
        self._add(show_control(tag, given))
        return False

    def _count(self, tag: str, given: Mapping[str, str], styles: Styles) -> None:
        depth = len(self._frames)
        if tag in _LISTS:
            self._counters.open_list(depth, given.get("start", ""))
        if tag == "li":
            self._counters.count_item(depth, given.get("value", ""), styles)
        self._counters.open(depth, styles)

    def _generate(self, place: str, tag: str, element: Element) -> None:
        """Write what style sheets show in front of the element's text, or behind it."""
        styles = self._sheet.at(place, element)
        content = styles.get("content") or _QUOTED.get((tag, place), "")
        if not content or (content == "none" and tag != "q"):
            return
        frame = self._frames[-1]
        look = frame.look.within("", {}, styles)
        if look.unseen or (tag == "q" and self._sheet.of(element).get("quotes") == "none"):
            return
        self._counters.open(len(self._frames) + 1, styles)
        text = self._counters.write(content, element)
        self._counters.close(len(self._frames))
        if not text.strip() or (tag == "li" and lists.is_bullet(text)):
            return
        own_line = styles.get("display", "").startswith(("block", "table", "flex", "grid"))
        self._frames.append(replace(frame, look=look))
        if own_line and place == "after":
            self._line_break()
        self._add(text)
        if own_line and place == "before":
            self._line_break()
        self._frames.pop()

    def _end(self, element: Element) -> None:
        frame = self._frames[-1]
        if not frame.skipped and frame.look.unseen != "hidden":
            self._generate("after", name_of(element), element)
        self._counters.close(len(self._frames))
        if frame.close == "rt":
            self._add("\N{FULLWIDTH RIGHT PARENTHESIS}")
        elif frame.close == "line":
            self._end_line()
        elif frame.block:
            self._flush()
            self._out.append(frame.close)
            self._fields.clear()
        self._frames.pop()

    def _is_left_out(  # noqa: PLR0911  one reason after the other
        self, tag: str, given: Mapping[str, str], styles: Styles, element: Element
    ) -> bool:
        look = self._frames[-1].look
        gone = look.deleted or bool(look.unseen)
        if tag in _NO_TEXT:
            self.title = self.title or (text_of(element) if tag == "title" else "")
            return True
        if tag == "svg" and not gone and element.find(".//foreignobject") is not None:
            return False  # an article of WeChat that was laid out in it
        if tag in _PICTURES and not gone:
            self._picture(tag, given)
            for each in element.iter("text"):
                self._found.add("drawn", text_of(each))
        elif tag in _MEDIA and not gone:
            self._found.add("media")
        if tag in _PICTURES or tag in _MEDIA:
            return True
        if tag == "figure" and given.get("data-photo", "").isdigit():
            self._flush()
            self._out.append(f'<figure data-photo="{int(given["data-photo"])}"></figure>')
            return True
        if tag == "o:p" and not text_of(element):
            return True
        if lists.is_marker(styles) and self._frames[-1].item:
            return True
        if code := asides.aside(tag, given, styles, element):
            self._passages.add_aside(code, element)
            return True
        return False

    def _picture(self, tag: str, given: Mapping[str, str]) -> None:
        if _EMOJI.fullmatch(given.get("alt", "")):
            self._add(given["alt"])
        elif not {given.get("width"), given.get("height")} & _DOT:
            self._found.add("picture")

    def _note_field(self, styles: Styles) -> None:
        match styles.get("mso-element", ""):
            case "field-begin":
                self._fields.append(True)
            case "field-separator" if self._fields:
                self._fields[-1] = False
            case "field-end" if self._fields:
                self._fields.pop()

    def _open_block(
        self, frame: _Frame, tag: str, given: Mapping[str, str], styles: Styles, element: Element
    ) -> None:
        in_cell = frame.cell
        match tag:
            case _ if tag in _LISTS:
                frame.style, frame.pattern, tags = self._lists.open_list(tag, given, element)
                self._write(frame, *tags)
            case "li":
                marker = self._lists.write_marker(element, frame.pattern, styles)
                if frame.style == "p":
                    self._typed = marker
                else:
                    value = given.get("value", "") or self._lists.find_number(element, styles)
                    value = f' value="{escape(value)}"' if value else ""
                    self._write(frame, f"<li{value}>", "</li>")
                frame.style, frame.pattern = "", None
            case "blockquote" if not in_cell:
                self._write(frame, "<blockquote>", "</blockquote>")
            case "table" if not in_cell and not tables.is_frame(element):
                self._head = tables.find_head(element)
                frame.table = True
                self._write(frame, "<table>", "</table>")
            case "tr" if frame.table and not in_cell:
                self._write(frame, "<tr>", "</tr>")
            case "td" | "th" if frame.table and not in_cell and styles.get("display") != "none":
                cell = "td" if self._head is None or element.getparent() is not self._head else "th"
                frame.cell = True
                self._write(frame, f"<{cell}>", f"</{cell}>")
            case _ if lists.is_item(styles):
                frame.item = True
                self._typed, tags = self._lists.open_item(element)
                self._write(frame, *tags)

    def _write(self, frame: _Frame, opened: str, closed: str) -> None:
        self._out.append(opened)
        frame.close = closed

    def _add(self, text: str) -> None:
        look = self._frames[-1].look
        if not text or self._frames[-1].skipped:
            return
        if code := self._why_not(look):
            if collapse(text).strip(f"{INDENT}{BREAK}"):
                self._passages.add(code, text)
            return
        if text.strip():
            self._passages.go_on()
        for number, line in enumerate(text.splitlines() if look.pre and "\n" in text else (text,)):
            if number:
                self._line_break()
            href = links.complete(look.href, self._base)
            if not href and links.is_worth_telling(look.href) and line.strip():
                self._found.add("link", line)
            plain = collapse(show_letters(line.replace("\xa0", " "), look, self._found))
            self._runs.append(Run(plain, look.bold, href, look.em, look.script))

    def _why_not(self, look: Look) -> str:
        if look.deleted:
            return "deleted"
        if look.unseen or is_unseen(look.ink, look.ground):
            return "hidden"
        if is_white_on_page(look.ink, look.ground) and not self._dark:
            self.white = True
            return "hidden"
        return "field" if any(self._fields) else ""

    def _end_line(self) -> None:
        """Begin a new line, unless one has just begun."""
        if self._runs and not self._runs[-1].text.endswith("\n"):
            self._line_break()

    def _line_break(self) -> None:
        if self._frames[-1].heading:
            self._runs.append(Run("\n"))
        else:
            self._flush()

    def _flush(self) -> None:
        """End a paragraph."""
        runs, self._runs = settle(self._runs), []
        text = plain_runs(runs).strip()
        if not text:
            return
        if self._passages.is_comment(text):
            self._found.add("comment", asides.without_sign(text))
            return
        typed, self._typed = self._typed, ""
        if typed:
            runs = (Run(typed), replace(runs[0], text=runs[0].text.lstrip(INDENT)), *runs[1:])
        if self._frames[-1].caption:
            self.captions.append(text)
        if self._frames[-1].heading:  # which is bold by itself
            plain = join_runs(replace(run, bold=False) for run in runs)
            self._out.append(f"<h2>{runs_html(plain)}</h2>")
        else:
            self._out.append(f"<p>{runs_html(runs)}</p>")


def _stands_alone(styles: Styles) -> bool:
    """Does a style give an element, which stands in a line elsewhere, lines of its own?"""
    return styles.get("display", "") in ("block", "flex", "grid", "list-item", "flow-root")
