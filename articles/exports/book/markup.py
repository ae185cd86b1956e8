"""Articles as XHTML for the e-book and the web archive: valid as XML and as HTML alike."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from urllib.parse import quote, urljoin, urlsplit

from articles.exports.contents import Contents, Picture, Piece
from articles.text.body import Block, Runs

#: XML has no way to write these; HTML forbids the rest of the controls too.
_UNWRITABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_SPACES = re.compile("[ \t\n\u2028\u2029]+")  # not the full-width one, which is set on purpose
_GETA = "\N{GETA MARK}"  # 〓, the printer's sign for a character that is not in the case
_HOST = re.compile(r"[a-z0-9_]([a-z0-9_.-]*[a-z0-9])?", re.ASCII)
_BARE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_KEPT = "/%:@!$&'()*+,;=~-._?"


def shown(text: str) -> str:
    """What any XML can hold: 〓 stands where a control character was."""
    return _UNWRITABLE.sub(_GETA, text.replace("\r", ""))


def on_a_line(text: str) -> str:
    return _SPACES.sub(" ", shown(text)).strip(" ")


def line(text: str) -> str:
    """Text that stands on one line, ready for an element or an attribute."""
    return escape(on_a_line(text))


def lines(text: str) -> str:
    """Text whose line breaks stay."""
    return escape(shown(text), quote=False).replace("\n", "<br/>")


@dataclass(frozen=True, slots=True)
class Links:
    """Where the links of a body lead from inside a file: `files` are its own, by article."""

    site_url: str
    files: Mapping[int, str]

    def to(self, href: str) -> str:
        """The address, in ASCII as every reader knows it; empty where it leads nowhere."""
        try:
            parts = urlsplit(urljoin(f"{self.site_url}/", shown(href).strip()))
            port = f":{parts.port}" if parts.port else ""
        except ValueError:
            return ""
        here = re.fullmatch(r"/articles/(\d{1,18})/", parts.path, re.ASCII)
        at_home = f"{parts.scheme}://{parts.netloc}" == self.site_url
        if here and at_home and int(here[1]) in self.files:
            return self.files[int(here[1])]
        if parts.scheme in ("mailto", "tel"):
            return f"{parts.scheme}:{_quoted(parts.path)}" if parts.path.strip() else ""
        host = _host(parts.hostname or "")
        if parts.scheme not in ("http", "https") or not host:
            return ""
        query = f"?{_quoted(parts.query)}" if parts.query else ""
        fragment = f"#{_quoted(parts.fragment)}" if parts.fragment else ""
        return f"{parts.scheme}://{host}{port}{_quoted(parts.path)}{query}{fragment}"


def _quoted(part: str) -> str:
    return _BARE_PERCENT.sub("%25", quote(part, safe=_KEPT))


def _host(name: str) -> str:
    try:
        host = name.encode("idna").decode()
    except UnicodeError:
        return ""
    return host if _HOST.fullmatch(host) else ""


def runs(these: Runs, links: Links) -> str:
    out = []
    for run in these:
        text = lines(run.text)
        if run.bold:
            text = f"<strong>{text}</strong>"
        if run.href and (address := links.to(run.href)):
            text = f'<a href="{escape(address)}">{text}</a>'
        out.append(text)
    return "".join(out)


def flow(piece: Piece, links: Links, figure: Callable[[Picture], str]) -> Iterator[str]:
    """What follows the heads: blocks, and photos as `figure` writes them."""
    for each in piece.flow:
        yield figure(each) if isinstance(each, Picture) else block(each, links)


def block(this: Block, links: Links) -> str:
    match this.kind:
        case "crosshead":
            return f"<h2>{runs(this.runs, links)}</h2>"
        case "quote":
            inner = "".join(f"<p>{runs(item, links)}</p>" for item in this.items)
            return f"<blockquote>{inner}</blockquote>"
        case "list" | "ordered":
            tag = "ul" if this.kind == "list" else "ol"
            inner = "".join(f"<li>{runs(item, links)}</li>" for item in this.items)
            return f"<{tag}>{inner}</{tag}>"
        case "table":
            return f'<div class="table"><table>{"".join(_rows(this, links))}</table></div>'
        case _:
            return f"<p>{runs(this.runs, links)}</p>"


def _rows(table: Block, links: Links) -> Iterator[str]:
    width = max(len(row) for row in table.rows)
    for number, row in enumerate(table.rows):
        tag = 'th scope="col"' if table.headed and number == 0 else "td"
        cells = [runs(cell, links) for cell in row] + [""] * (width - len(row))
        inner = "".join(f"<{tag}>{cell}</{tag[:2]}>" for cell in cells)
        yield f"<tr>{inner}</tr>"


def heads(piece: Piece) -> str:
    """Kicker, headline broken where the editor broke it, subhead, names."""
    broken = "<br/>".join(line(part) for part in piece.headline.split(_BREAK) if part.strip())
    out = [f"<h1>{broken or line(piece.title)}</h1>"]
    if piece.kicker:
        out.insert(0, f'<p class="kicker">{line(piece.kicker)}</p>')
    if piece.subhead:
        out.append(f'<p class="subhead">{line(piece.subhead)}</p>')
    if names := signed(piece):
        out.append(f'<p class="byline">{names}</p>')
    return f"<header>{''.join(out)}</header>"


def signed(piece: Piece) -> str:
    """Who wrote and photographed it: 通讯员 费知夏（柳桥街道）."""
    return "".join(
        f"<span>{line(f'{each.label} {each.name}')}{_unit(each.unit)}</span> "
        for each in piece.writers
    ).rstrip()


def _unit(name: str) -> str:
    return f"（{line(name)}）" if name else ""


def foot(piece: Piece) -> str:
    """The line under an article: editors, source, day."""
    editors = "、".join(each.name for each in piece.editors)
    parts = (
        f"责编 {editors}" if editors else "",
        f"来源 {piece.source}" if piece.source else "",
        spoken(piece.published),
    )
    inner = "".join(f"<span>{line(part)}</span> " for part in parts if part)
    return f'<p class="foot">{inner.rstrip()}</p>'


def spoken(day) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def issue_line(contents: Contents) -> str:
    """2026年11月号　第11期　总第219期, with the issue's own title if it has one."""
    parts = (
        month_name(contents),
        f"第{contents.number}期",
        f"总第{contents.whole_number}期",
        contents.title,
    )
    return _BREAK.join(filter(None, parts))


def month_name(contents: Contents) -> str:
    year, month = contents.slug.split("-")
    return f"{int(year)}年{int(month)}月号"


def page_name(sheet) -> str:
    return f"第{sheet.number}版{_BREAK}{sheet.name}"


_BREAK = "\N{IDEOGRAPHIC SPACE}"


def facts(contents: Contents) -> Iterator[str]:
    """The colophon, a line each."""
    yield issue_line(contents)
    yield f"{spoken(contents.date)}出版"
    if contents.sponsor and contents.sponsor not in contents.contact:
        yield f"主办 {contents.sponsor}"
    if contents.responsible_editor:
        yield f"责任编辑 {contents.responsible_editor}"
    for sheet in contents.sheets:
        if sheet.proofreader and sheet.pieces:
            yield f"{page_name(sheet)} 校对 {sheet.proofreader}"
    yield from contents.contact.splitlines()
    yield contents.site_url
