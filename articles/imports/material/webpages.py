"""Saved web pages: an article of WeChat, of an e-paper, of any site, and its pictures."""

from __future__ import annotations

import base64
import binascii
import email
import email.policy
import re
from collections.abc import Mapping
from email.message import Message
from functools import partial
from html import escape
from itertools import islice

from lxml import etree  # type: ignore[import-untyped]

from articles.imports.acts import ImportRefused
from articles.imports.material.companions import LocatedParts
from articles.imports.material.contents import Material, MaterialPicture
from articles.imports.material.signers import find_signer, sign
from articles.text.outside import Cleaned, OutsideRefused, clean_outside, decode_html
from articles.text.outside.tree import Element, name_of, parse, prepare, remove, text_of
from articles.text.word.drawings import FoundPicture
from articles.text.word.flatten import Flat
from articles.text.word.items import WordLine
from articles.text.word.items import text_of as words_of
from articles.text.word.notes import Margin
from articles.text.word.plain import items_of_html
from articles.text.word.reading import arrange

_LARGEST = 60 * 1024**2
_MOST_PICTURES = 100
#: What is no word of the article stands in an element of fewer parts.
_SMALL = 20
#: Characters of style sheets that are read of a page, more than are looked at for its words.
_MOST_STYLE = 3_000_000
#: Among so many lines the headline may stand once more.
_HEAD_LINES = 3
#: Where WeChat, e-papers and content systems put the text, the surest first.
_TEXTS = (
    "js_content", "ozoom", "articlecontent", "article-content", "article_content", "articlebody",
    "zoom", "detail-content", "content-detail", "artibody", "textbody", "news_content",
    "trs_editor", "rich_media_content",
)  # fmt: skip
_TITLES = frozenset(
    ("activity-name", "activity_name", "rich_media_title", "article-title", "news-title", "title")
)
#: A part begins with a line that begins with two hyphens; other lines may, too.
_MOST_MARKS = 5000
_AROUND = frozenset(("nav", "header", "footer", "aside", "form", "button", "select", "noscript"))
_FURNITURE = re.compile(
    "点击(?:上方|蓝字|阅读|关注).*|阅读原文|微信扫一扫.*|长按.{0,6}识别.*|扫码.{0,6}关注.*|分享(?:到|至).*|收藏|点赞|在看|"
    "上一[篇版期条].*|下一[篇版期条].*|返回(?:首页|目录|列表|顶部)|打印(?:本页)?|关闭(?:窗口)?|【?字体?[:：].*|"
    '(?:往期|精彩)(?:推荐|回顾|精选|阅读)|推荐阅读|点个?[“"]?(?:在看|赞).*|'
    "[-—~·\\s]*(?:END|The End)[-—~·\\s]*|"
    "预览时标签不可点|继续滑动看下一个|轻触阅读原文|向上滑动看下一个|知道了|取消|允许|版权所有.*|设为首页|加入收藏|(?:第\\d+版\\s*)?PDF(?:下载|版)?"
)


def read_webpage(data: bytes, pictures: Mapping[str, bytes] | None = None) -> Material:
    """The article of a page. `pictures` are files by the addresses that the page gives them."""
    return _read(decode_html(data), pictures or {})


def refuse_countless_parts(data: bytes) -> None:
    """Raise ImportRefused for a mail or saved page of so many parts that reading takes seconds."""
    if data.count(b"\n--") > _MOST_MARKS:
        raise ImportRefused("里面的部分太多，不像是一封来稿。请把稿件存成“.docx”单独送来。")


def read_saved_page(data: bytes) -> Material:
    """A page saved in one file (.mht): its text and the pictures with it."""
    refuse_countless_parts(data)
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    html, pictures = _parts(message)
    if html is None:
        raise ImportRefused("这个网页存档里没有网页。请打开网页，复制文字贴进来。")
    return _read(html, pictures)


def _read(html: str, pictures: Mapping[str, bytes]) -> Material:
    margin = Margin()
    page = WebPage(html, pictures, margin)
    if not page.items:
        raise ImportRefused("网页里没有读出文字。请打开网页，复制文字贴进来。")
    found = [FoundPicture(each.name) for each in page.files]
    manuscript = sign(arrange(Flat(page.items, found, margin)), page.signer)
    return Material.of(manuscript, page.files)


class WebPage:
    """The items of some HTML, and the files of its pictures. `whole`: nothing of it is furniture.

    Raises ImportRefused if it is too long.
    """

    def __init__(
        self, html: str, pictures: Mapping[str, bytes], margin: Margin, *, whole: bool = False
    ) -> None:
        self.files: list[MaterialPicture] = []
        self.signer = title = ""
        root = parse(_keep_data(html)) if len(html) < _LARGEST else None
        if root is not None:
            title = "" if whole else _title(root)
            text = root if whole else _main(root)
            kept = _Kept(pictures)
            kept.mark(text, margin)
            self.files = kept.files
            frame = _find_frame(root, text, pictures)
            if not whole:
                self.signer = find_signer(root, text)
                _tell_around(root, text, title, margin)
            inner = etree.tostring(text, encoding="unicode", method="html", with_tail=False)
            html = f"{frame}{inner}"
        cleaned = _clean(html)
        if root is not None and not cleaned.body:  # in something that a script shows
            cleaned = _clean(inner)
        margin.take(cleaned.passages)
        self.items = items_of_html(cleaned.body, margin, title=title)
        if title:
            self._drop_repeated_title()

    def _drop_repeated_title(self) -> None:
        """The headline stands once more above the text on most pages."""
        title, *rest = self.items
        wanted = "".join(words_of(title).split())
        for n, item in enumerate(rest[:_HEAD_LINES], 1):
            if isinstance(item, WordLine) and "".join(item.words.split()) == wanted:
                del self.items[n]
                return


def _clean(html: str) -> Cleaned:
    try:
        return clean_outside(html)
    except OutsideRefused as refused:
        raise ImportRefused(str(refused)) from refused


def _keep_data(html: str) -> str:
    """As `prepare`, but pictures that are in the text itself stay there."""
    kept: list[str] = []

    def put_away(hit: re.Match[str]) -> str:
        kept.append(hit[0])
        return f"kept:{len(kept) - 1}:"

    away = re.sub(r"data:image/[\w+.-]+;base64,[A-Za-z0-9+/=\s]+", put_away, html)

    def put_back(hit: re.Match[str]) -> str:
        return kept[int(hit[1])] if int(hit[1]) < len(kept) else hit[0]

    return re.sub(r"kept:(\d{1,6}):", put_back, prepare(away))


class _Kept:
    """The pictures of a page whose files came with it."""

    def __init__(self, pictures: Mapping[str, bytes]) -> None:
        self.files: list[MaterialPicture] = []
        self._pictures = pictures

    def mark(self, root: Element, margin: Margin) -> None:
        """Put a photo place where such a picture stands, and tell of the others."""
        for place in root.iter("figure"):
            place.attrib.pop("data-photo", None)  # the page's own, which means nothing here
        for image in list(root.iter("img")):
            sources = [image.get(name) or "" for name in ("src", "data-src", "data-original")]
            if _is_tiny(image):
                continue
            data = next((each for each in map(self._find, sources) if each), None)
            if data is None or len(self.files) >= _MOST_PICTURES:
                margin.add("external", next((s for s in reversed(sources) if "://" in s), "")[:200])
                continue
            source = next(filter(None, sources))
            name = "" if source.startswith("data:") else source.rpartition("/")[2][:80]
            self.files.append(MaterialPicture(name or "内嵌图片", partial(bytes, data)))
            place = etree.Element("figure")
            place.set("data-photo", str(len(self.files)))
            place.tail = image.tail
            image.getparent().replace(image, place)

    def _find(self, source: str) -> bytes | None:
        if source.startswith("data:"):
            try:
                return base64.b64decode(source.partition(",")[2], validate=False)
            except (binascii.Error, ValueError):
                return None
        key = source.removeprefix("cid:")
        return self._pictures.get(source) or self._pictures.get(key)


def _is_tiny(image: Element) -> bool:
    size = [image.get(name, "") for name in ("width", "height")]
    return any(each.rstrip("px").isdigit() and int(each.rstrip("px")) < 40 for each in size)


def _find_frame(root: Element, text: Element, files: Mapping[str, bytes]) -> str:
    """The page's style sheets, and the beginnings of what stands around its text, for selectors."""
    styles, room = [], _MOST_STYLE
    for element in root.iter("style", "link"):
        href = element.get("href") or ""
        media = escape(element.get("media") or "")
        if name_of(element) == "style":
            apart = next(element.iterancestors("noscript", "template"), None) is not None
            said = "" if apart else element.text or ""
        elif "style" in element.get("rel", ""):
            data = files.get(href) or files.get(href.removeprefix("cid:")) or b""
            said = data[:room].decode("utf-8", "replace")
        else:
            said = ""
        if said:
            styles.append(f'<style media="{media}">{said[:room].replace("</", "")}</style>')
        room = max(0, room - len(said))
    around = (
        f'<{name_of(each)} id="{escape(each.get("id") or "")}" '
        f'class="{escape(each.get("class") or "")}">'
        for each in reversed(list(text.iterancestors()))
    )
    return "".join(["<div>", *styles, "</div>", *around])


def _marked(element: Element) -> set[str]:
    return {element.get("id", "").lower(), *element.get("class", "").lower().split()}


def _title(root: Element) -> str:
    for element in root.iter("h1", "h2", "h3", "div", "p", "founder-title"):
        marks = _marked(element) & _TITLES
        if (marks or name_of(element) == "founder-title") and 0 < len(text_of(element)) <= 80:
            return text_of(element)
    for meta in root.iter("meta"):
        named = meta.get("property") or meta.get("name")
        if named in ("og:title", "twitter:title") and meta.get("content"):
            return str(meta.get("content")).strip()
    heads = [text_of(each) for each in root.iter("h1") if text_of(each)]
    if len(heads) == 1:
        return heads[0]
    named = root.find(".//title")
    return re.split(r"\s*[_|\-–—]\s*", text_of(named))[0] if named is not None and not heads else ""


def _main(root: Element) -> Element:
    """The element that holds the article: the one that is known by name, else the fullest."""
    for element in root.iter("founder-content"):
        return element
    for name in _TEXTS:
        for element in root.iter("div", "section", "article", "td"):
            if name in _marked(element) and len(text_of(element)) > 20:
                return element
    best, most = root, 0
    for element in root.iter("article", "div", "section", "td", "body"):
        if any(name_of(above) in _AROUND for above in element.iterancestors()):
            continue
        own = sum(
            len(text_of(each)) for each in element if name_of(each) in ("p", "br", "h2", "h3")
        )
        if own > most:
            best, most = element, own
    body = root.find("body")
    return best if most > 60 else body if body is not None else root


def _tell_around(root: Element, text: Element, title: str, margin: Margin) -> None:
    """Tell of the words outside of the article, and take what is no word of it out of it."""
    inside = set(text.iter())
    for element in list(text.iter("p", "div", "span", "a", "section", "button", "li")):
        small = len(list(islice(element.iter(), _SMALL))) < _SMALL
        if element is not text and small and _FURNITURE.fullmatch(text_of(element)):
            margin.add("furniture", text_of(element))
            remove(element)
    for script in list(root.iter("script", "style", "noscript", "template")):
        remove(script)
    body = root.find("body")
    said = []
    for element in (body if body is not None else root).iter():
        if element not in inside and isinstance(element.tag, str):
            said.append(element.text or "")
        if element not in inside or element is text:
            said.append(element.tail or "")
    words = " ".join(" ".join(said).split())
    if words.replace(title, "").strip():
        margin.add("furniture", words)


def _parts(message: Message) -> tuple[str | None, Mapping[str, bytes]]:
    html, base = None, ""
    pictures: dict[str, bytes] = {}
    for part in message.walk():
        if part.is_multipart():
            continue
        data = part.get_payload(decode=True)
        if not isinstance(data, bytes):
            continue
        where = str(part.get("Content-Location") or "")
        if part.get_content_type() == "text/html" and html is None:
            html, base = decode_html(data), where
        elif part.get_content_maintype() == "image" or part.get_content_type() == "text/css":
            for key in (where, str(part.get("Content-ID") or "").strip("<>")):
                if key:
                    pictures[key] = data
    return html, LocatedParts(base, pictures)
