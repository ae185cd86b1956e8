"""What WeChat (公众号) drops from HTML or limits, told in sentences before it is pasted there.

The figures are those of its 新增草稿 and 上传图文消息图片 interfaces (developers.weixin.qq.com): a
title has 32 characters at most, an author 16, a summary 128; a text less than 20,000, its markup
counted, and less than 1 MB; a picture in it is JPEG or PNG below 1 MB.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias
from urllib.parse import urlsplit

from lxml import etree  # type: ignore[import-untyped]
from lxml import html as lxml_html

Element: TypeAlias = Any  # lxml has no types

TITLE, AUTHOR, DIGEST, CONTENT = 32, 16, 128, 20_000
CONTENT_BYTES = PICTURE_BYTES = 1_000_000
MOST_IN_A_SET = 8
#: So many columns can be read on a phone, whose text is 360 pixels wide.
_COLUMNS, _PIXELS = 4, 360
_NARROWEST = 300

_DROPPED = {
    "form": "表单", "input": "输入框", "button": "按钮", "select": "选单", "textarea": "输入框",
    "video": "视频", "audio": "音频", "iframe": "嵌入的网页", "embed": "嵌入的内容",
    "object": "嵌入的内容", "script": "脚本", "style": "样式表", "link": "样式表",
}  # fmt: skip
_HOW = {
    "视频": "请另传到公众号的视频里，再插入",
    "音频": "请另传到公众号的音频里，再插入",
    "表单": "请改用公众号的投票，或写明到哪里填",
}
_ATTRIBUTES = {"class": "class", "id": "id"}
_POSITION = re.compile(r"(?:^|;)\s*(position|float|transform)\s*:", re.IGNORECASE)
_WIDTH = re.compile(r"(?:^|;)\s*(?:min-)?width\s*:\s*(\d+)px", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class WechatNote:
    """`stops` is what the interface refuses; everything else only looks different there."""

    code: str
    text: str
    stops: bool = False


def check_fields(title: str, author: str, digest: str) -> Iterator[WechatNote]:
    """What is too long for the fields beside the text."""
    for code, name, text, most in (
        ("title", "标题", title, TITLE),
        ("author", "作者", author, AUTHOR),
        ("digest", "摘要", digest, DIGEST),
    ):
        if len(text) > most:
            said = f"{name}有{len(text)}字，公众号最多{most}字，请删短。"
            yield WechatNote(code, said, stops=True)
    if not title.strip():
        yield WechatNote("title", "没有标题。", stops=True)


def check_html(html: str) -> Iterator[WechatNote]:
    """What WeChat drops of this HTML, or shows otherwise."""
    size = len(html.encode())
    if len(html) >= CONTENT or size >= CONTENT_BYTES:
        said = (
            f"连同样式有{len(html)}个字符（{size // 1000}千字节），公众号要少于2万个字符、1兆字节。"
        )
        yield WechatNote("content", f"{said}请分成两篇，或删短。", stops=True)
    if not html.strip():
        return
    try:
        root = lxml_html.fragment_fromstring(html, create_parent="div")
    except etree.ParserError:
        return
    elements = [each for each in root.iterdescendants() if isinstance(each.tag, str)]
    yield from _check_dropped(elements)
    yield from _check_links(elements)
    yield from _check_looks(elements)
    for table in (each for each in elements if each.tag == "table"):
        yield from _check_table(table)
    yield from _check_pictures(elements)


def _check_dropped(elements: list[Element]) -> Iterator[WechatNote]:
    found = Counter(_DROPPED[each.tag] for each in elements if each.tag in _DROPPED)
    for name, number in found.items():
        how = _HOW.get(name)
        said = f"有{number}处{name}，公众号里不显示" + (
            f"\N{FULLWIDTH COLON}{how}。" if how else "。"
        )
        yield WechatNote("dropped", said)


def _check_links(elements: list[Element]) -> Iterator[WechatNote]:
    lost = []
    for link in (each for each in elements if each.tag == "a" and each.get("href")):
        try:
            host = urlsplit(link.get("href") or "").hostname
        except ValueError:
            host = None
        if host != "mp.weixin.qq.com":
            lost.append("".join(link.itertext()).strip()[:20])
    if lost:
        words = "、".join(f"“{each}”" for each in lost[:5] if each) + (
            "等" if len(lost) > 5 else ""
        )
        said = f"有{len(lost)}处链接在公众号里点不开，只留文字\N{FULLWIDTH COLON}{words}。"
        yield WechatNote("link", f"{said}要读者去看的，请把地址写出来，或放进“阅读原文”。")


def _check_looks(elements: list[Element]) -> Iterator[WechatNote]:
    if any(each.get(name) for each in elements for name in _ATTRIBUTES):
        yield WechatNote("class", "class和id会被去掉，靠它们的样式不起作用。")
    if any(_POSITION.search(each.get("style") or "") for each in elements):
        yield WechatNote("position", "position、float和transform会被去掉，内容可能叠在一起。")
    if any(each.tag == "em" for each in elements):
        yield WechatNote("emphasis", "字下的着重点公众号不显示，已改成红字。")


def _check_table(table: Element) -> Iterator[WechatNote]:
    columns = max((len(row) for row in table.iter("tr")), default=0)
    styles = [each.get("style") or "" for each in table.iter()]
    widths = [int(found[1]) for style in styles for found in [_WIDTH.search(style)] if found]
    widths += [
        int(each.get("width") or 0)
        for each in table.iter()
        if (each.get("width") or "").isdecimal()
    ]
    if columns > _COLUMNS:
        said = (
            f"有一张{columns}栏的表，手机上会挤得看不清。请改成图片，或拆成几张{_COLUMNS}栏以内的。"
        )
        yield WechatNote("table", said)
    elif max(widths, default=0) > _PIXELS:
        said = f"有一张表写定了{max(widths)}像素宽，手机上看不全。请不要写定宽度。"
        yield WechatNote("table", said)


def _check_pictures(elements: list[Element]) -> Iterator[WechatNote]:
    sources = [each.get("src") or "" for each in elements if each.tag == "img"]
    if any(each.startswith("data:") for each in sources):
        yield WechatNote("picture", "写在网页里的图（data:）公众号不收，请另存成文件再传。")
    if any(urlsplit(each).path.lower().endswith((".svg", ".avif")) for each in sources):
        yield WechatNote("picture", "SVG和AVIF图公众号不收，请存成JPEG或PNG再传。")


def check_picture(name: str, width: int, size: int) -> Iterator[WechatNote]:
    """What is wrong with a picture of so many pixels and bytes."""
    if size >= PICTURE_BYTES:
        said = f"{name}有{size // 1000}千字节，公众号要小于1兆字节。"
        yield WechatNote("picture", said, stops=True)
    if 0 < width < _NARROWEST:
        yield WechatNote("picture", f"{name}只有{width}像素宽，在公众号里会发虚。")
