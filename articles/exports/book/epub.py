"""An issue as an EPUB 3 e-book. Written without a library: valid, and always the same bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from articles.exports import pictures, wording
from articles.exports.book import cover, parts, players
from articles.exports.book.players import Carried
from articles.exports.bundle import pack_zip
from articles.exports.contents import Contents, IssueArticle, IssuePage, Picture
from articles.exports.enclosures import Enclosed
from articles.exports.links import Links
from articles.text.markup import escape_line, escape_lines

_CSS = Path(__file__).with_name("epub.css")
_XHTML = "application/xhtml+xml"
_CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles>
<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>
</rootfiles>
</container>
"""
_ACCESS = "正文全是文字，每张图片有替代文字，目录分版列出每篇稿件。"
_PAGE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" \
lang="zh-CN" xml:lang="zh-CN">
<head><meta charset="utf-8"/><title>{title}</title>\
<link rel="stylesheet" type="text/css" href="style.css"/></head>
<body>
{body}
</body>
</html>
"""


@dataclass(frozen=True, slots=True)
class BookFile:
    """A file of the book; `read` means that it is part of the reading order."""

    id: str
    name: str
    media: str
    content: bytes | Enclosed
    properties: str = ""
    read: bool = False


def make_epub(contents: Contents, *, tell: Callable[[], object] = lambda: None) -> bytes:
    """The e-book; calls `tell` after each article. Raises IssueRefused and NoFonts."""
    entries = list(_entries(contents, tell))
    files = [
        ("mimetype", b"application/epub+zip"),
        ("META-INF/container.xml", _CONTAINER.encode()),
        ("EPUB/package.opf", _package(contents, entries).encode()),
        *((f"EPUB/{entry.name}", entry.content) for entry in entries),
    ]
    return pack_zip(files, contents.date, first="mimetype")


def _entries(contents: Contents, tell: Callable[[], object]) -> Iterator[BookFile]:
    title = wording.full_title(contents)
    yield BookFile(
        "cover-image", "cover.jpg", "image/jpeg", cover.make_cover(contents), "cover-image"
    )
    yield BookFile("style", "style.css", "text/css", _CSS.read_bytes())
    image = f'<img src="cover.jpg" alt="封面：{escape_line(title)}"/>'
    front = f'<section class="cover" epub:type="cover">{image}</section>'
    yield _page("cover", title, front)
    yield _page("nav", "目录", _navigation(contents), "nav")
    links = Links(contents.site_url, {each.article: _file(each) for each in contents.pieces})
    carried = players.choose(contents, players.BOOK)
    for sheet in contents.sheets:
        if not sheet.pieces:
            continue
        yield _page(f"page-{sheet.number}", wording.page_name(sheet), _front_of(sheet))
        for piece in sheet.pieces:
            yield from _article(piece, links, carried)
            tell()
    yield _page("colophon", "本期说明", "\n".join(_colophon(contents, carried)))


def _page(name: str, title: str, body: str, properties: str = "") -> BookFile:
    page = _PAGE.format(title=escape_line(title), body=body)
    return BookFile(name, f"{name}.xhtml", _XHTML, page.encode(), properties, read=True)


def _article(piece: IssueArticle, links: Links, carried: Carried) -> Iterator[BookFile]:
    yield from (_image(piece, picture) for picture in piece.pictures)
    for name, media, content in carried.list_files(piece):
        yield BookFile(name.replace(".", "-"), name, media, content)
    pictures_here = {each.number for each in piece.pictures}
    play = partial(
        carried.play, piece, folder="",
        poster=lambda number: _photo_file(piece, number) if number in pictures_here else "",
    )  # fmt: skip
    inner = parts.flow(piece, links, partial(_figure, piece), play)
    body = "\n".join((parts.heads(piece), *inner, parts.foot(piece)))
    yield _page(f"article-{piece.article}", piece.title, f"<section>\n{body}\n</section>")


def _image(piece: IssueArticle, picture: Picture) -> BookFile:
    name = _photo_file(piece, picture.number)
    content = pictures.encode_jpeg(pictures.open_picture(piece, picture))
    return BookFile(name.removesuffix(".jpg"), name, "image/jpeg", content)


def _figure(piece: IssueArticle, picture: Picture) -> str:
    source = _photo_file(piece, picture.number)
    image = f'<img src="{source}" alt="{escape_line(wording.describe_photo(piece, picture))}"/>'
    return f"<figure>{image}{parts.caption(picture)}</figure>"


def _photo_file(piece: IssueArticle, number: int) -> str:
    return f"photo-{piece.article}-{number}.jpg"


def _file(piece: IssueArticle) -> str:
    return f"article-{piece.article}.xhtml"


def _front_of(sheet: IssuePage) -> str:
    """The file that introduces a page: its name and the list of its articles."""
    items = "".join(_item(piece) for piece in sheet.pieces)
    proofread = (
        f'<p class="facts">校对 {escape_line(sheet.proofreader)}</p>' if sheet.proofreader else ""
    )
    return (
        f'<section class="sheet"><h1>{escape_line(wording.page_name(sheet))}</h1>'
        f'<ul class="contents">{items}</ul>{proofread}</section>'
    )


def _item(piece: IssueArticle) -> str:
    return f'<li><a href="{_file(piece)}">{escape_line(piece.title)}</a></li>'


def _navigation(contents: Contents) -> str:
    leaves = "".join(
        f'<li><a href="page-{sheet.number}.xhtml">{escape_line(wording.page_name(sheet))}</a>'
        f"<ol>{''.join(_item(piece) for piece in sheet.pieces)}</ol></li>"
        for sheet in contents.sheets
        if sheet.pieces
    )
    first = next(contents.pieces)
    return (
        f'<nav epub:type="toc" id="toc"><h1>目录</h1><ol>'
        f'<li><a href="cover.xhtml">封面</a></li>{leaves}'
        f'<li><a href="colophon.xhtml">本期说明</a></li></ol></nav>'
        f'<nav epub:type="landmarks" hidden=""><h2>导航</h2><ol>'
        f'<li><a epub:type="cover" href="cover.xhtml">封面</a></li>'
        f'<li><a epub:type="toc" href="nav.xhtml">目录</a></li>'
        f'<li><a epub:type="bodymatter" href="{_file(first)}">正文</a></li></ol></nav>'
    )


def _colophon(contents: Contents, carried: Carried) -> Iterator[str]:
    yield f"<section><h1>{escape_line(contents.name)}</h1>"
    for fact in filter(None, (*wording.facts(contents), carried.explain())):
        yield f'<p class="facts">{escape_line(fact)}</p>'
    if contents.corrections:
        yield '<section class="corrections"><h2>更正</h2>'
        yield from (f"<p>{escape_lines(text)}</p>" for text in contents.corrections)
        yield "</section>"
    yield "</section>"


def _package(contents: Contents, entries: list[BookFile]) -> str:
    address = f"{contents.site_url}/issues/{contents.slug}/"
    noon = f"{contents.date:%Y-%m-%d}T04:00:00Z"
    items = "\n".join(
        f'<item id="{each.id}" href="{each.name}" media-type="{each.media}"'
        f"{f' properties={chr(34)}{each.properties}{chr(34)}' if each.properties else ''}/>"
        for each in entries
    )
    spine = "\n".join(f'<itemref idref="{each.id}"/>' for each in entries if each.read)
    publisher = (
        f"<dc:publisher>{escape_line(contents.sponsor)}</dc:publisher>" if contents.sponsor else ""
    )
    description = escape_line(contents.description)
    description = f"<dc:description>{description}</dc:description>" if description else ""
    sounds = any(each.media.startswith(("audio/", "video/")) for each in entries)
    heard = '<meta property="schema:accessMode">auditory</meta>\n' if sounds else ""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="zh-CN">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">urn:uuid:{uuid5(NAMESPACE_URL, address)}</dc:identifier>
<dc:title>{escape_line(wording.full_title(contents))}</dc:title>
<dc:language>zh-CN</dc:language>
<dc:creator>{escape_line(contents.name)}</dc:creator>
<dc:date>{contents.date:%Y-%m-%d}</dc:date>
{publisher}{description}<meta property="dcterms:modified">{noon}</meta>
<meta property="schema:accessMode">textual</meta>
<meta property="schema:accessMode">visual</meta>
{heard}<meta property="schema:accessModeSufficient">textual</meta>
<meta property="schema:accessibilityFeature">alternativeText</meta>
<meta property="schema:accessibilityFeature">structuralNavigation</meta>
<meta property="schema:accessibilityFeature">tableOfContents</meta>
<meta property="schema:accessibilityHazard">none</meta>
<meta property="schema:accessibilitySummary">{_ACCESS}</meta>
</metadata>
<manifest>
{items}
</manifest>
<spine>
{spine}
</spine>
</package>
"""
