"""An article as it goes into a 公众号, and as plain text for other portals."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from io import BytesIO

from django.conf import settings
from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import Image, ImageOps, UnidentifiedImageError

from articles import photos
from articles.exports import plain
from articles.exports.closing import list_entries, say_end
from articles.exports.links import Links
from articles.exports.wechat import styling
from articles.models import Article, Photo, Role, SiteSettings, absolute_url
from articles.text.byline import signature
from articles.text.characters import clean_for_screen, clean_to_one_line
from articles.text.dates import format_day
from articles.text.headline import on_one_line
from articles.text.markup import Markup
from articles.text.opening import find_opening
from articles.text.wechat import (
    AUTHOR,
    DIGEST,
    PICTURE_BYTES,
    WechatNote,
    check_fields,
    check_html,
    check_picture,
)

#: Of the markup, not of the text: judged where the HTML for WeChat is.
_OF_MARKUP = ("content", "class")
_SPACE = "\N{IDEOGRAPHIC SPACE}"
#: The width in pixels in which a photo goes there.
_WIDTH = photos.WIDTHS[1]
#: A cover is cut to 2.35 : 1.
COVER = (900, 383)


@dataclass(frozen=True, slots=True)
class WechatPicture:
    number: int
    file: str
    url: str
    caption: str
    width: int
    focus: tuple[float, float]

    def read(self, quality: int = 85) -> bytes:
        """The photo as JPEG, small enough for WeChat; nothing where its file can't be read."""
        picture = self._open()
        while picture is not None:
            data = _jpeg(picture, quality)
            if len(data) < PICTURE_BYTES or quality <= 40:
                return data
            quality -= 15
        return b""

    def read_cover(self) -> bytes:
        picture = self._open()
        if picture is None:
            return b""
        return _jpeg(ImageOps.fit(picture, COVER, centering=self.focus), 85)

    def _open(self) -> Image.Image | None:
        try:
            with (
                default_storage.open(photos.rendition(self.file, _WIDTH)) as file,
                Image.open(file, formats=["WEBP"]) as kept,
            ):
                return kept.convert("RGB")
        except (UnidentifiedImageError, Image.DecompressionBombError, OSError):
            return None


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    out = BytesIO()
    picture.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()


@dataclass(frozen=True, slots=True)
class WechatPiece:
    """What is typed or pasted into each field there; `text` is for portals that take no HTML."""

    article: int
    title: str
    author: str
    summary: str
    source_url: str
    html: str
    text: str
    pictures: tuple[WechatPicture, ...]
    notes: tuple[WechatNote, ...]

    @property
    def digest(self) -> str:
        """The SHA-256 of the text, in hex; the title may be another one there."""
        return sha256(self.html.encode()).hexdigest()

    def titled(self, title: str) -> WechatPiece:
        """The same under another title."""
        others = [each for each in self.notes if each.code != "title"]
        notes = [*check_fields(title, "", ""), *others]
        return replace(self, title=title, notes=tuple(notes))


def compose_piece(article: Article, site: SiteSettings) -> WechatPiece:
    """The article for a 公众号. Prefetch what `ArticleQuerySet.with_parts()` does."""
    pictures = tuple(_picture(each) for each in article.photos.all())
    parts = [_head(article), *_body(article, {each.number: each for each in pictures})]
    html = styling.write_whole([*parts, styling.write_foot(_foot(article, site))])
    title = clean_to_one_line(on_one_line(article.headline))
    author = _author(article)
    summary = _shorten(article.summary or find_opening(article.body, 100))
    return WechatPiece(
        article=article.pk,
        title=title,
        author=author,
        summary=summary,
        source_url=absolute_url(article.get_absolute_url()),
        html=html,
        text=_plain(article, site),
        pictures=pictures,
        notes=tuple(_notes(article, html, title, pictures)),
    )


def _picture(photo: Photo) -> WechatPicture:
    said = f"{clean_to_one_line(photo.caption)}{_SPACE}{photo.credit_text}"
    return WechatPicture(
        number=photo.number,
        file=photo.image.name or "",
        url=absolute_url(photo.url_at(_WIDTH)),
        caption=said.strip(),
        width=min(photo.width, _WIDTH),
        focus=(photo.focus_left / 100, photo.focus_top / 100),
    )


def _author(article: Article) -> str:
    """The writers' names as far as the field takes them."""
    names = [clean_for_screen(each.reporter.name) for each in article.writers
             if each.role != Role.PHOTOGRAPHER]  # fmt: skip
    while len("、".join(names)) > AUTHOR and len(names) > 1:
        names.pop()
    return "、".join(names)[:AUTHOR]


def _shorten(text: str) -> str:
    line = clean_to_one_line(text).strip()
    return line if len(line) <= DIGEST else line[: DIGEST - 2] + "……"


def _names(article: Article) -> str:
    signed = (signature(each.get_role_display(), each.reporter.name) for each in article.writers)
    return _SPACE.join(signed)


def _head(article: Article) -> str:
    kicker, subhead = (
        on_one_line(text) if text else "" for text in (article.kicker, article.subhead)
    )
    return styling.write_head(kicker, subhead, _names(article))


def _body(article: Article, pictures: dict[int, WechatPicture]) -> Iterator[str]:
    for photo in article.unplaced_photos:
        yield _figure(photo, pictures)
    for block, photo in article.body_with_photos:
        yield _figure(photo, pictures) if photo else styling.write_block(block)
    yield from map(styling.write_block, list_entries(article))


def _figure(photo: Photo, pictures: dict[int, WechatPicture]) -> str:
    picture = pictures[photo.number]
    return styling.write_picture(picture.url, photo.alt, picture.caption)


def _foot(article: Article, site: SiteSettings) -> list[str]:
    lines = [f"更正\N{FULLWIDTH COLON}{each.text}（{format_day(each.corrected_on)}）"
             for each in article.corrections.all()]  # fmt: skip
    lines += [f"{each.said}，请点阅读原文。" for each in article.sounds]
    lines += [f"附件\N{FULLWIDTH COLON}{each.said}" for each in article.attached]
    if said := say_end(article.ends_at):
        lines.append(said)
    editors = "、".join(each.reporter.name for each in article.editors)
    if editors:
        lines.append(f"责编 {editors}")
    lines += [article.ai_text] if article.ai_text else []
    source = f"来源\N{FULLWIDTH COLON}{article.source_text or site.name}"
    at = article.publish_at
    day = f"{_SPACE}{format_day(timezone.localdate(at))}" if at else ""
    return [*lines, source + day]


def _notes(
    article: Article, html: str, title: str, pictures: tuple[WechatPicture, ...]
) -> Iterator[WechatNote]:
    """What the text loses of itself there, and what is too large of what it becomes."""
    yield from check_fields(title, "", "")
    markup = Markup(address=Links(settings.SITE_URL, {}).to, table="")
    own = "".join(markup.block(block) for block, _ in article.body_with_photos)
    yield from (note for note in check_html(own) if note.code not in _OF_MARKUP)
    yield from (note for note in check_html(html) if note.code == "content")
    for each in pictures:
        yield from check_picture(f"图{each.number}", each.width, 0)


def _plain(article: Article, site: SiteSettings) -> str:
    """The whole article as plain text: paragraphs with an indent, photos told in their places."""
    heads = [article.kicker, article.headline, article.subhead]
    lines = [on_one_line(each) for each in heads if each]
    lines += [_names(article), ""] if article.writers else [""]
    lines += [_told(photo) for photo in article.unplaced_photos]
    for block, photo in article.body_with_photos:
        lines += [_told(photo)] if photo else plain.write_block(block)
    lines += [line for block in list_entries(article) for line in plain.write_block(block)]
    return plain.join_plain([*lines, "", *_foot(article, site)])


def _told(photo: Photo) -> str:
    return plain.tell_photo(photo.number, _picture(photo).caption or photo.alt)
