"""An issue as a ZIP of web pages that work from a disk: relative links, own CSS, no script."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import IO

from django.urls import reverse

from articles.exports import pictures, wording
from articles.exports.book import parts, players
from articles.exports.book.players import Carried
from articles.exports.bundle import Content, spool_zip
from articles.exports.contents import Contents, IssueArticle, IssuePage, Picture
from articles.exports.enclosures import Enclosed
from articles.exports.links import Links
from articles.photos import describe_focus
from articles.text.attached import AttachedFile
from articles.text.byline import signature
from articles.text.characters import clean_to_one_line
from articles.text.dates import format_day
from articles.text.markup import escape_line, escape_lines

_CSS = Path(__file__).with_name("web.css")
_PAGE = """<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="stylesheet" href="{up}style.css">
</head>
<body>
{body}
</body>
</html>
"""
_OPENING = 80


def make_web_archive(contents: Contents, *, tell: Callable[[], object] = lambda: None) -> IO[bytes]:
    """A ZIP of one folder; its `index.html` is the first page. The file is open at its beginning.

    Calls `tell` after each article. Raises IssueRefused.
    """
    entries = ((f"{contents.slug}/{name}", content) for name, content in _files(contents, tell))
    return spool_zip(entries, contents.date)


def _files(contents: Contents, tell: Callable[[], object]) -> Iterator[tuple[str, Content]]:
    carried = players.choose(contents, players.ARCHIVE)
    front = "\n".join(_front(contents, carried))
    yield "index.html", _page(wording.full_title(contents), front, up="")
    yield "style.css", _CSS.read_bytes()
    names = {each.article: _name(each) for each in contents.pieces}
    links = Links(contents.site_url, names, dict(_enclose(contents)))
    pieces = [(sheet, piece) for sheet in contents.sheets for piece in sheet.pieces]
    for number, (sheet, piece) in enumerate(pieces):
        before = pieces[number - 1][1] if number else None
        after = pieces[number + 1][1] if number + 1 < len(pieces) else None
        for picture in piece.pictures:
            content = pictures.read_stored(piece, picture, pictures.WIDTH)
            yield f"photos/{_photo_name(piece, picture)}", content
        for file in piece.attached:
            yield f"files/{_file_name(piece, file)}", Enclosed(piece, file)
        for name, _, played in carried.list_files(piece):
            yield f"clips/{name}", played
        body = "\n".join(_article(contents, sheet, piece, links, carried))
        turn = _turn(before, after)
        title = f"{piece.title} · {contents.name}"
        yield f"articles/{_name(piece)}", _page(title, f"{body}\n{turn}", up="../")
        tell()


def _page(title: str, body: str, *, up: str) -> bytes:
    return _PAGE.format(title=escape_line(title), body=body, up=up).encode()


def _name(piece: IssueArticle) -> str:
    return f"{piece.article}.html"


def _enclose(contents: Contents) -> Iterator[tuple[str, str]]:
    """Where the site has an attachment, and where the archive does."""
    for piece in contents.pieces:
        for file in piece.attached:
            address = reverse("attachment", args=[piece.article, file.address])
            yield address, f"../files/{_file_name(piece, file)}"


def _file_name(piece: IssueArticle, file: AttachedFile) -> str:
    return f"{piece.article}-{file.address}"


def _photo_name(piece: IssueArticle, picture: Picture) -> str:
    return _name_photo(piece, picture.number)


def _name_photo(piece: IssueArticle, number: int) -> str:
    return f"{piece.article}-{number}.webp"


# The first page


def _front(contents: Contents, carried: Carried) -> Iterator[str]:
    about = wording.APART.join((wording.issue_line(contents), format_day(contents.date)))
    yield f'<header class="masthead"><h1>{escape_line(contents.name)}</h1>'
    if contents.tagline:
        yield f"<p>{escape_line(contents.tagline)}</p>"
    yield f"<p>{escape_line(about)}</p></header>"
    sheets = [sheet for sheet in contents.sheets if sheet.pieces]
    tabs = "".join(
        f'<li><a href="#page-{sheet.number}">{escape_line(wording.page_name(sheet))}</a></li>'
        for sheet in sheets
    )
    yield f'<nav aria-label="各版"><ul class="pages">{tabs}</ul></nav><main>'
    for sheet in sheets:
        yield f'<section class="sheet" id="page-{sheet.number}">'
        yield f'<h2>{escape_line(wording.page_name(sheet))}</h2><ul class="cards">'
        yield from (_card(piece, lead=piece is sheet.pieces[0]) for piece in sheet.pieces)
        yield "</ul></section>"
    if contents.corrections:
        texts = "".join(f"<p>{escape_lines(text)}</p>" for text in contents.corrections)
        yield f'<section class="corrections"><h2>更正</h2>{texts}</section>'
    yield '</main><footer class="colophon">'
    facts = filter(None, (*wording.facts(contents), carried.explain()))
    yield from (f"<p>{escape_line(fact)}</p>" for fact in facts)
    yield "</footer>"


def _card(piece: IssueArticle, *, lead: bool) -> str:
    picture = ""
    if piece.pictures:
        source = f"photos/{_photo_name(piece, piece.pictures[0])}"
        # The headline next to the picture names the link, so the picture needs no text.
        image = f'<img src="{source}" alt=""{_crop(piece.pictures[0])}>'
        picture = f'<a href="articles/{_name(piece)}" tabindex="-1" aria-hidden="true">{image}</a>'
    names = wording.APART.join(signature(each.label, each.name) for each in piece.writers)
    headline = " ".join(f"<span>{escape_line(part)}</span>" for part in piece.headline_lines)
    heading = f'<h3><a href="articles/{_name(piece)}">{headline}</a></h3>'
    texts = "".join(f"<p>{escape_line(text)}</p>" for text in (_opening(piece), names) if text)
    kind = ' class="lead"' if lead else ""
    return f"<li{kind}>{picture}<div>{heading}{texts}</div></li>"


def _crop(picture: Picture) -> str:
    left, top = picture.focus_left, picture.focus_top
    return f' style="object-position: {left}% {top}%"' if describe_focus(left, top) else ""


def _opening(piece: IssueArticle) -> str:
    """The summary, or else the beginning of the text."""
    text = piece.summary or next((b.text for b in piece.body if b.kind == "paragraph"), "")
    text = clean_to_one_line(text)
    return text if len(text) <= _OPENING else f"{text[:_OPENING]}…"


# An article


def _article(
    contents: Contents, sheet: IssuePage, piece: IssueArticle, links: Links, carried: Carried
) -> Iterator[str]:
    where = escape_line(f"{contents.month.issue} {wording.page_name(sheet)}")
    yield (
        f'<nav class="masthead small" aria-label="所在位置">'
        f'<a class="name" href="../index.html">{escape_line(contents.name)}</a>'
        f'<a href="../index.html#page-{sheet.number}">{where}</a></nav>'
    )
    yield f'<main class="article">{parts.heads(piece)}'
    here = {picture.number for picture in piece.pictures}
    play = partial(
        carried.play, piece, folder="../clips/",
        poster=lambda number: f"../photos/{_name_photo(piece, number)}" if number in here else "",
    )  # fmt: skip
    yield from parts.flow(piece, links, partial(_figure, piece), play)
    yield f"{parts.foot(piece)}</main>"


def _figure(piece: IssueArticle, picture: Picture) -> str:
    width = min(picture.width, pictures.WIDTH)
    height = round(picture.height * width / picture.width) if picture.width else 0
    size = f' width="{width}" height="{height}"' if height else ""
    alt = escape_line(wording.describe_photo(piece, picture))
    return (
        f'<figure><img src="../photos/{_photo_name(piece, picture)}"{size} alt="{alt}">'
        f"{parts.caption(picture)}</figure>"
    )


def _turn(before: IssueArticle | None, after: IssueArticle | None) -> str:
    ways = (
        f'<a href="{_name(piece)}">{label} {escape_line(piece.title)}</a>'
        for label, piece in (("上一篇：", before), ("下一篇：", after))
        if piece
    )
    back = '<a href="../index.html">回到本期目录</a>'
    return f'<nav class="turn" aria-label="前后文章">{"".join(ways)}{back}</nav>'
