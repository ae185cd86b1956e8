"""Walks the tree of HTML from outside and writes what is text of it as simple HTML."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from html import escape

from lxml import etree  # type: ignore[import-untyped]

from articles.text.body_reader import INDENT
from articles.text.outside import asides, lists, tables
from articles.text.outside.letters import show_letters
from articles.text.outside.notes import Findings
from articles.text.outside.patterns import Pattern, find_pattern
from articles.text.outside.spaces import collapse, settle
from articles.text.outside.styles import Look, Styles, StyleSheet
from articles.text.outside.tree import Element, name_of, text_of
from articles.text.runs import Run, join_runs, plain_runs, runs_html

_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2",
    "h3", "h4", "h5", "h6", "header", "hr", "html", "legend", "li", "main", "nav", "ol", "option",
    "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
_NO_TEXT = frozenset(
    ["base", "col", "colgroup", "link", "meta", "param", "script", "style", "title", "xml"]
)
_MEDIA = frozenset(["applet", "audio", "canvas", "embed", "iframe", "object", "video"])
_PICTURES = frozenset(("img", "svg", "v:imagedata", "picture", "image"))
_HEADING_CLASS = re.compile(r"(?:^|\s)(?:mso(?:title|subtitle|heading\d)|heading\d?|title)(?:\s|$)")
_CAPTION_CLASS = re.compile(
    r"(?:^|\s)(?:msocaption|wp-caption-text|(?:image|img|photo|pic)[-_]?(?:caption|desc))(?:\s|$)"
)
_TARGET = re.compile(r"(?:https?://|mailto:|tel:)\S+", re.IGNORECASE)
_EMOJI = re.compile("[\u2190-\u2bff\U0001f000-\U0001faff\ufe0f\u200d]+")
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
    pattern: Pattern | None = None


class Walk:
    """`read()` once; then `html()`, `captions` and `title`. What is left out goes to `found`."""

    def __init__(self, found: Findings) -> None:
        self.captions: list[str] = []
        self.title = ""
        self._found = found
        self._out: list[str] = []
        self._runs: list[Run] = []
        self._frames: list[_Frame] = [_Frame(Look())]
        self._sheet = StyleSheet("")
        self._fields: list[bool] = []  # whether the code of each open field is being read
        self._signs: dict[str, list[str]] = {}
        self._counts: dict[str, int] = {}  # of lists that the source numbers in its own way
        self._typed = ""  # in front of the paragraph that comes
        self._head: Element | None = None  # the first row of the table, if it is its head
        self._left: tuple[str, list[str]] | None = None

    def html(self) -> str:
        return "".join(self._out)

    def read(self, root: Element) -> None:
        self._sheet = StyleSheet("\n".join(style.text or "" for style in root.iter("style")))
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            if event == "end":
                self._end()
                self._add(element.tail or "")
            elif self._start(element):
                walk.skip_subtree()
            else:
                self._add(element.text or "")
        self._flush()
        self._end_passage()
        for code, signs in self._signs.items():
            if not self._found.count(code):
                for sign in signs:
                    self._found.add(code, sign)

    def _start(self, element: Element) -> bool:
        """Open the element; True if nothing in it is text."""
        tag, given = (
            name_of(element),
            {name.lower(): value for name, value in element.attrib.items()},
        )
        above = self._frames[-1]
        styles = self._sheet.of(tag, given)
        frame = _Frame(
            above.look.within(tag, given, styles), style=above.style, heading=above.heading,
            caption=above.caption, cell=above.cell, table=above.table, pattern=above.pattern,
        )  # fmt: skip
        self._frames.append(frame)
        self._note_field(styles)
        if self._is_left_out(tag, given, styles, element):
            frame.skipped = True
            return True
        if tag in ("br", "hr") or "page-break-before" in styles:
            self._line_break()
        if tag in _BLOCKS:
            frame.block = True
            self._flush()
            frame.heading |= _is_heading(tag, given, styles)
            frame.caption |= _is_caption(tag, given)
            self._open_block(frame, tag, given, styles, element)
        elif (
            tag == "rt"
            and element.getparent() is not None
            and element.getparent().find("rp") is None
        ):
            self._add("\N{FULLWIDTH LEFT PARENTHESIS}")
            frame.close = "rt"
        return False

    def _end(self) -> None:
        frame = self._frames[-1]
        if frame.close == "rt":
            self._add("\N{FULLWIDTH RIGHT PARENTHESIS}")
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
        if tag in _PICTURES and not gone:
            self._picture(tag, given)
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
        if lists.is_marker(styles):
            return True
        if code := asides.aside(tag, given, styles, element):
            self._leave_aside(code, element)
            return True
        return False

    def _picture(self, tag: str, given: Mapping[str, str]) -> None:
        if _EMOJI.fullmatch(given.get("alt", "")):
            self._add(given["alt"])
        elif not {given.get("width"), given.get("height")} & _DOT:
            self._found.add("picture")

    def _leave_aside(self, code: str, element: Element) -> None:
        for passage in asides.split(element):
            if code != "running" and asides.is_sign(passage):
                self._signs.setdefault(code, []).append(passage)
            else:
                self._found.add(code, asides.without_sign(passage))

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
            case "ul" | "ol":
                self._open_list(frame, tag, given, styles, element)
            case "li":
                marker = frame.pattern.write_next(styles) if frame.pattern else ""
                if frame.style == "p":
                    self._typed = marker
                else:
                    value = f' value="{escape(given["value"])}"' if "value" in given else ""
                    self._write(frame, f"<li{value}>", "</li>")
                frame.style, frame.pattern = "", None
            case "blockquote" if not in_cell:
                self._write(frame, "<blockquote>", "</blockquote>")
            case "table" if not in_cell and not tables.is_frame(element):
                caption = element.find("caption")
                if caption is not None and (said := text_of(caption)):
                    self._out.append(f"<p>{escape(said)}</p>")
                    tables.empty(caption)
                self._head = tables.find_head(element)
                frame.table = True
                self._write(frame, "<table>", "</table>")
            case "tr" if frame.table and not in_cell:
                self._write(frame, "<tr>", "</tr>")
            case "td" | "th" if frame.table and not in_cell:
                cell = "td" if self._head is None or element.getparent() is not self._head else "th"
                frame.cell = True
                self._write(frame, f"<{cell}>", f"</{cell}>")
            case _ if lists.is_item(styles):
                self._open_item(frame, element)

    def _open_list(
        self, frame: _Frame, tag: str, given: Mapping[str, str], styles: Styles, element: Element
    ) -> None:
        first = element.find("li")
        first_given = dict(first.attrib) if first is not None else {}
        item = self._sheet.of("li", first_given) if first is not None else {}
        frame.pattern = find_pattern(given, styles, (first_given, item), self._sheet, self._counts)
        frame.style, kind = lists.list_style(tag, given.get("type", ""), styles, item)
        if frame.pattern:
            frame.style = frame.pattern.kind
        if frame.style == "p":
            return
        if "reversed" in given and "start" not in given:  # counts down from how many there are
            given = {**given, "start": str(len(element.findall("li")))}
        more = "".join(
            f' {name}="{escape(given[name])}"' for name in ("start", "reversed") if name in given
        )
        kind = f' type="{kind}"' if kind else ""
        opened = f"<ol{more}{kind}>" if frame.style == "ol" else "<ul>"
        self._write(frame, opened, f"</{frame.style}>")

    def _open_item(self, frame: _Frame, element: Element) -> None:
        """A paragraph of Word that is an item of a list."""
        for part in element.iter("span"):
            inner = self._sheet.of("span", dict(part.attrib))
            if not lists.is_marker(inner):
                continue
            parts = [self._sheet.of("span", dict(each.attrib)) for each in part.iter("span")]
            symbol = any(map(lists.is_symbol, parts))
            marker = lists.read_marker(text_of(part), symbol=symbol)
            if marker.typed:
                self._typed = marker.typed
            elif marker.number is not None:
                self._write(frame, f'<ol start="{marker.number}"><li>', "</li></ol>")
            else:
                self._write(frame, "<ul><li>", "</li></ul>")
            return

    def _write(self, frame: _Frame, opened: str, closed: str) -> None:
        self._out.append(opened)
        frame.close = closed

    def _add(self, text: str) -> None:
        look = self._frames[-1].look
        if not text or self._frames[-1].skipped:
            return
        if code := self._why_not(look):
            if text.strip():
                self._leave_out(code, text)
            return
        if text.strip():
            self._end_passage()
        for number, line in enumerate(text.splitlines() if look.pre and "\n" in text else (text,)):
            if number:
                self._line_break()
            href = look.href if _TARGET.fullmatch(look.href) else ""
            plain = collapse(show_letters(line.replace("\xa0", " "), look, self._found))
            self._runs.append(Run(plain, look.bold, href, look.em, look.script))

    def _why_not(self, look: Look) -> str:
        if look.deleted:
            return "deleted"
        if look.unseen:
            return "hidden"
        return "field" if any(self._fields) else ""

    def _leave_out(self, code: str, text: str) -> None:
        """Neighbouring passages that are left out for one reason are told as one."""
        if self._left and self._left[0] == code:
            self._left[1].append(text)
        else:
            self._end_passage()
            self._left = code, [text]

    def _end_passage(self) -> None:
        if self._left:
            self._found.add(self._left[0], "".join(self._left[1]))
            self._left = None

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


def _is_heading(tag: str, given: Mapping[str, str], styles: Styles) -> bool:
    level = styles.get("mso-outline-level", "")
    return (
        (len(tag) == 2 and tag[0] == "h" and tag[1].isdigit())
        or bool(_HEADING_CLASS.search(given.get("class", "").lower()) and tag in ("p", "div"))
        or (level.isdigit() and tag == "p")
        or given.get("role") == "heading"
    )


def _is_caption(tag: str, given: Mapping[str, str]) -> bool:
    classes = given.get("class", "").lower()
    return tag == "figcaption" or bool(_CAPTION_CLASS.search(classes))
