"""A WordPress export: its posts as entries, which are saved like archive lines.

Tags and categories become campaigns, authors bylines, excerpts summaries. Pictures are those of
`uploads/`, wherever that lies. What is private, protected or no longer meant for readers stays a
draft, whoever asks.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, time
from hashlib import sha256
from typing import IO, Any
from urllib.parse import SplitResult, unquote, urlsplit

from django.contrib.auth.models import User

from articles.imports.archive.entries import Entry, PhotoEntry, drop_places
from articles.imports.archive.files import ArchiveFile
from articles.imports.archive.items import Wxr
from articles.imports.archive.outcome import Outcome
from articles.imports.archive.saving import load_entries
from articles.imports.archive.values import BadLine, quote
from articles.models import Role
from articles.text import body
from articles.text.characters import CharacterRefused, admit, say_left_out
from articles.text.dates import BadDay, parse_day
from articles.text.outside import OutsideRefused, clean_outside
from articles.text.wordpress import PostPicture, read_post, strip_tags

_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
_CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
_MOST_HEADLINE, _MOST_SUMMARY, _MOST_NAME, _MOST_CAMPAIGN = 300, 500, 30, 40
_MOST_CAPTION, _MOST_ALT, _MOST_PHOTOS = 300, 200, 999
_DATE = re.compile(r"(\d{4}-\d\d-\d\d)[ T](\d\d):(\d\d)(?::\d\d)?")
_SIZED = re.compile(r"-(?:\d+x\d+|scaled)(?=\.\w+$)")
_UPLOADS = re.compile(r"(?:^|/)(?:wp-content/)?uploads/(.+)")
#: Accounts that are nobody.
_NOBODY = {
    "admin", "administrator", "root", "webmaster", "editor", "wordpress", "管理员", "系统管理员",
    "编辑", "小编", "网站管理员",
}  # fmt: skip
_UNSORTED = {"uncategorized", "uncategorised", "未分类", "未分類"}
_WHY_DRAFT = {
    "draft": "在WordPress里是草稿", "pending": "在WordPress里还没有审", "future": "是定时发布的",
    "private": "是私密文章",
}  # fmt: skip
_TYPES = {
    "page": "页面", "nav_menu_item": "菜单项", "revision": "历史版本", "attachment": "附件",
    "wp_block": "可重用区块", "custom_css": "样式", "wp_global_styles": "样式",
    "wp_navigation": "菜单", "wp_template": "模板", "wp_template_part": "模板",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that was sent to the site: its address, and what is said of it."""

    source: str
    caption: str
    alt: str


@dataclass(slots=True)
class WordpressSite:
    """What the posts of an export refer to."""

    name: str  # of the site, as ids of its posts have it
    authors: dict[str, str] = field(default_factory=dict)
    attachments: dict[int, Attachment] = field(default_factory=dict)
    attached: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    numbers: dict[str, int] = field(default_factory=dict)  # of attachments, by address
    used: set[int] = field(default_factory=set)


def load_wordpress(
    file: ArchiveFile,
    *,
    publish: bool,
    by: User | None = None,
    tell: Callable[[int], object] = lambda _: None,
) -> Iterator[Outcome]:
    """Import the posts of an export, as `load` does with lines; problems bear the post's number.

    The file is read twice: a post may come before its pictures. Raises ArchiveRefused.
    """
    with file.open() as text:
        site = _read_site(text, tell)
    outcome = Outcome(label="文章{}")
    with file.open() as text:
        wxr = Wxr(text, tell)
        wxr.head()
        posts = _read_posts(wxr, site, outcome)
        yield from load_entries(posts, outcome, publish=publish, by=by, find=file.find)
    if unused := len(site.attachments.keys() - site.used):
        outcome.left_out["没有用到的附件"] += unused
    yield outcome


def _read_site(text: IO[bytes], tell: Callable[[int], object]) -> WordpressSite:
    wxr = Wxr(text, tell)
    channel = wxr.head().find("channel")
    address = _split(_said(channel, "base_blog_url") or _said(channel, "link"))
    name = (address.netloc + address.path.rstrip("/")).lower() or "site"
    if len(name) > 60:
        name = sha256(name.encode()).hexdigest()[:16]
    site = WordpressSite(name)
    for author in channel.iterfind("{*}author"):
        shown = _said(author, "author_display_name") or _said(author, "author_login")
        site.authors[_said(author, "author_login")] = strip_tags(shown)
    for item in wxr.items():
        if isinstance(item, bytes) and b"attachment" in item:
            try:
                _note_attachment(wxr.parse(item, []), site)
            except BadLine:
                continue  # it is told in the second reading
    return site


def _note_attachment(item: Any, site: WordpressSite) -> None:
    number = _number(item, "post_id")
    if _said(item, "post_type") != "attachment" or number is None:
        return
    source = _said(item, "attachment_url") or _said(item, "guid")
    alt = _meta(item).get("_wp_attachment_image_alt", "")
    site.numbers[_SIZED.sub("", source)] = number
    site.attachments[number] = Attachment(source, strip_tags(_excerpt(item)), strip_tags(alt))
    if parent := _number(item, "post_parent"):
        site.attached[parent].append(number)


def _read_posts(
    wxr: Wxr, site: WordpressSite, outcome: Outcome
) -> Iterator[tuple[int, Entry | BadLine]]:
    for place, raw in enumerate(wxr.items(), 1):
        number, title = 0, ""
        try:
            if isinstance(raw, BadLine):
                raise raw
            notes: list[str] = []
            item = wxr.parse(raw, notes)
            number, title = _number(item, "post_id") or 0, strip_tags(_said(item, "title"))
            if _is_left_out(item, outcome.left_out):
                continue
            entry = _read_post(item, site, notes, outcome.left_out)
        except BadLine as why:
            where = f"《{quote(title)}》" if title else f"第{place}项"
            yield number, BadLine(f"{where}{why}")
        else:
            yield entry.number, entry


def _is_left_out(item: Any, left_out: Counter[str]) -> bool:
    """Whether the item is no article. What it is, is counted; attachments are told at the end."""
    kind, status = _said(item, "post_type"), _said(item, "status")
    if kind == "attachment":
        return True
    if kind != "post":
        left_out[_TYPES.get(kind, f"{quote(kind)}类型的内容")] += 1
    elif status == "trash":
        left_out["回收站里的文章"] += 1
    elif status == "auto-draft":
        left_out["自动草稿"] += 1
    else:
        return False
    return True


def _read_post(item: Any, site: WordpressSite, notes: list[str], left_out: Counter[str]) -> Entry:
    number = _number(item, "post_id")
    if number is None:
        raise BadLine("没有post_id")
    headline = _admit(strip_tags(_said(item, "title")), notes)
    if len(headline) > _MOST_HEADLINE:
        raise BadLine(f"标题超过{_MOST_HEADLINE}字")
    text, photos = _body(item, number, site, notes)
    day, hour = _moment(item, notes)
    if comments := len(item.findall("{*}comment")):
        left_out["读者评论"] += comments
    said = f"《{quote(headline)}》" if headline else ""
    return Entry(
        number=number,
        id=f"wordpress-{site.name}-{number}",
        day=day,
        hour=hour,
        texts={"headline": headline},
        body=text,
        bylines=_bylines(item, site, notes),
        campaigns=_campaigns(item, notes, left_out),
        places=[],
        summary=_summary(item, notes),
        photos=photos,
        draft_because=_why_draft(item),
        notes=tuple(f"{said}{note}" for note in notes),
    )


def _body(
    item: Any, number: int, site: WordpressSite, notes: list[str]
) -> tuple[str, tuple[PhotoEntry, ...]]:
    read = read_post(item.findtext(_CONTENT) or "", site.attached.get(number, ()))
    featured = _as_number(_meta(item).get("_thumbnail_id", ""))
    if featured and featured not in {use.attachment for use in read.pictures}:
        read.pictures.append(PostPicture(featured))
    if len(read.pictures) > _MOST_PHOTOS:
        raise BadLine(f"图片超过{_MOST_PHOTOS}幅")
    try:
        cleaned = clean_outside(read.html)
        text = body.clean(_admit(cleaned.body, notes))
    except OutsideRefused as why:
        raise BadLine(str(why).removesuffix("。")) from why
    notes += read.notes
    notes += [note.text.replace("贴进", "收进").removesuffix("。") for note in cleaned.notes]
    photos = tuple(_photo(use, site, notes) for use in read.pictures)
    return body.html(tuple(drop_places(body.blocks(text), len(photos), notes))), photos


def _photo(use: PostPicture, site: WordpressSite, notes: list[str]) -> PhotoEntry:
    number = use.attachment
    if number not in site.attachments:  # found by its address, perhaps in another size
        number = site.numbers.get(_SIZED.sub("", use.source), 0)
    site.used.add(number)
    known = site.attachments.get(number, Attachment("", "", ""))
    sources = filter(None, (known.source, _SIZED.sub("", use.source), use.source))
    caption, alt = use.caption or known.caption, use.alt or known.alt
    if len(caption) > _MOST_CAPTION:
        notes.append(f"附件“{quote(known.source)}”的说明超过{_MOST_CAPTION}字，没有收")
        caption = ""
    if len(alt) > _MOST_ALT:
        notes.append(f"一幅图的替代文字超过{_MOST_ALT}字，没有收")
        alt = ""
    said = {"caption": _admit(caption, notes), "alt": _admit(alt, notes)}
    files = [path for source in sources for path in _paths(source)]
    fallback = use.source or f"附件{use.attachment}"
    return PhotoEntry(
        tuple(dict.fromkeys(files)) or (fallback,),
        {name: text for name, text in said.items() if text},
    )


def _paths(source: str) -> list[str]:
    """Where the file of an address may lie, in a copy of the site or of its uploads alone."""
    path = unquote(_split(source).path)
    if found := _UPLOADS.search(path):
        return [f"wp-content/uploads/{found[1]}", f"uploads/{found[1]}", found[1]]
    return [path.lstrip("/")] if path.strip("/") else []


def _bylines(item: Any, site: WordpressSite, notes: list[str]) -> list[tuple[str, str, str]]:
    login = (item.findtext(_CREATOR) or "").strip()
    name = _admit(site.authors.get(login, login), notes).strip()
    if not name:
        return []
    if name.lower() in _NOBODY:
        notes.append(f"作者账号“{name}”不是人名，没有署名")
    elif len(name) > _MOST_NAME:
        notes.append(f"作者“{quote(name)}”超过{_MOST_NAME}字，没有署名")
    else:
        return [(Role.STAFF.value, name, "")]
    return []


def _campaigns(item: Any, notes: list[str], left_out: Counter[str]) -> list[str]:
    found = []
    for each in item.iterfind("category"):
        name = _admit(strip_tags(each.text or ""), notes)
        domain = each.get("domain", "category")
        if domain not in ("category", "post_tag"):
            left_out[f"分类法{quote(domain)}的条目"] += 1
        elif {name.lower(), each.get("nicename", "").lower()} & _UNSORTED:
            left_out["“未分类”这一栏"] += 1
        elif len(name) > _MOST_CAMPAIGN:
            notes.append(f"标签“{quote(name)}”超过{_MOST_CAMPAIGN}字，没有收")
        elif name:
            found.append(name)
    return list(dict.fromkeys(found))


def _summary(item: Any, notes: list[str]) -> str:
    summary = _admit(strip_tags(_excerpt(item)), notes)
    if len(summary) > _MOST_SUMMARY:
        notes.append(f"摘要超过{_MOST_SUMMARY}字，没有收")
        return ""
    return summary


def _why_draft(item: Any) -> str:
    """Why the post is not meant for readers; empty if it was public."""
    status = _said(item, "status")
    if status != "publish":
        return _WHY_DRAFT.get(status, f"状态“{quote(status)}”不是已发布")
    return "有密码保护" if _said(item, "post_password") else ""


def _moment(item: Any, notes: list[str]) -> tuple[date | None, time]:
    """The day and hour of publication by the site's clock; without one it stays a draft."""
    said = _said(item, "post_date")
    if not said or said.startswith("0000"):
        return None, time()
    try:
        if (found := _DATE.fullmatch(said)) is None:
            raise BadDay("日期看不懂")
        return parse_day(found[1]), time(int(found[2]), int(found[3]))
    except ValueError as why:
        notes.append(f"日期“{quote(said)}”没有收：{str(why).removesuffix('。')}")
        return None, time()


def _admit(text: str, notes: list[str]) -> str:
    try:
        admitted = admit(text)
    except CharacterRefused as why:
        raise BadLine(str(why).removesuffix("。")) from why
    if admitted.left_out:
        notes.append(say_left_out(admitted.left_out))
    return admitted.text


def _said(element: Any, name: str) -> str:
    """The text of a child, in whatever version of WordPress's namespace or in none."""
    return (element.findtext(f"{{*}}{name}") or "").strip()


def _number(item: Any, name: str) -> int | None:
    return _as_number(_said(item, name))


def _as_number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def _split(address: str) -> SplitResult:
    try:
        return urlsplit(address)
    except ValueError:  # [ in the name of the host
        return urlsplit("")


def _excerpt(item: Any) -> str:
    """Its element has the name of the content's, in a namespace with the export's version."""
    found = (each.text for each in item.iterfind("{*}encoded") if "/excerpt/" in each.tag)
    return next(found, "") or ""


def _meta(item: Any) -> dict[str, str]:
    return {_said(each, "meta_key"): _said(each, "meta_value")
            for each in item.iterfind("{*}postmeta")}  # fmt: skip
