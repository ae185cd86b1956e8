"""The text of a WordPress post: shortcodes and pictures read, paragraphs written out.

What is left is HTML from outside, which `text/outside/` cleans: it has a photo place where a
picture stood. Classic posts part their paragraphs by blank lines, posts of blocks by tags.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import escape, unescape

_LONGEST_CAPTION = 300

_BLOCKS = (
    "address|article|aside|blockquote|center|dd|details|div|dl|dt|fieldset|figcaption|figure|"
    "footer|form|h[1-6]|header|hr|li|main|nav|ol|p|pre|section|summary|table|tbody|td|tfoot|th|"
    "thead|tr|ul"
)
#: The rest of a tag. No pattern here looks further than the next sign of its kind: a post of
#: nothing but open signs takes no longer than another one.
_TAG = r"""(?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*>"""


def _before(stop: str, signs: str) -> str:
    """All up to where `stop` is; each way to be there begins with one of the signs."""
    return f"[^{signs}]*+(?:(?!{stop})[{signs}][^{signs}]*+)*"


def _inside(name: str) -> str:
    """What an element holds that holds none of its name."""
    return _before(rf"</?{name}\b", "<")


#: All of a comment but its signs.
_COMMENTED = _before("-->|<!--", "<-")
_EDGE = re.compile(rf"</?(?:{_BLOCKS})\b{_TAG}", re.IGNORECASE)
#: What holds lines, and no paragraphs.
_LINE = re.compile(rf"<(?:h[1-6]|p|dt|figcaption|pre|summary)\b{_TAG}", re.IGNORECASE)
_IMG = re.compile(rf"<img\b({_TAG})", re.IGNORECASE)
_ANY_TAG = re.compile(rf"<!--{_COMMENTED}-->|</?[a-zA-Z]{_TAG}")
#: Tags within a line of words; comments, too.
_WITHIN = re.compile(
    r"<!--|</?(?:a|abbr|b|big|cite|code|del|em|font|i|ins|mark|q|s|small|span|strong|sub|sup|u|wbr)\b",
    re.IGNORECASE,
)
_OWN_PLACE = re.compile(rf"<figure\b{_TAG}(?=\s*</figure>)", re.IGNORECASE)
_FIGURE = re.compile(rf"<figure\b{_TAG}({_inside('figure')})</figure>", re.IGNORECASE)
_FIGCAPTION = re.compile(
    rf"<figcaption\b{_TAG}({_inside('figcaption')})</figcaption>", re.IGNORECASE
)
_ATTRIBUTE = re.compile(r"""(?<![\w:-])([\w:-]++)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>\]]+))""")
_PARAGRAPH_END = re.compile(r"\n\s*\n")

_IN_CAPTION = _before(r"\[/?(?:wp_)?caption\b", r"\[")
_CAPTION = re.compile(
    r"\[((?:wp_)?caption)\b([^\[\]]*)\]"
    rf"({_IN_CAPTION})\[/\1\]"
)
_EMBED = re.compile(r"\[embed\b[^\[\]]*\]\s*([^\s\[\]]+)\s*\[/embed\]")
_SHORTCODE = re.compile(r"(\[?)\[(/?)([A-Za-z][\w-]*)((?:\s[^\[\]]*?)?)(/?)\](\]?)")
_MEDIA = frozenset(("audio", "playlist", "video"))
#: A block that WordPress fills in when a page is shown.
_FILLED = re.compile(rf"<!--\s+wp:([\w/-]+)\s+(?:\{{{_COMMENTED}(?<=\}}\s/)-->|/-->)")
_EMPTY_BLOCKS = frozenset(("more", "nextpage", "separator", "spacer"))
#: Where a picture's address stands, the surest first: plugins put a stand-in into src.
_SOURCES = ("data-src", "data-lazy-src", "data-original", "data-orig-file", "src")
_TWICE = re.compile(rf"<noscript>\s*<img\b{_inside('noscript')}</noscript>", re.IGNORECASE)
_LAZY = re.compile(r"\bdata-(?:lazy-src|src|original)\s*=", re.IGNORECASE)
_BUTTON = re.compile(
    rf"<a\b(?=[^<>]*\bwp-block-file__button\b){_TAG}{_inside('a')}</a>",
    re.IGNORECASE,
)
_COVER = re.compile(rf"<div\b(?=[^<>]*\bwp-block-cover\b)({_TAG})", re.IGNORECASE)
_BEHIND = re.compile(r"background-image:\s*url\(\s*['\"]?([^'\"()\s]+)", re.IGNORECASE)
_BLOCK = re.compile(rf"<!--\s+(/?)wp:([\w/-]+)(?:\s{_COMMENTED})?-->")
_WP_IMAGE = re.compile(r"\bwp-image-(\d{1,12})\b")
_NUMBER = re.compile(r"\d{1,12}")


@dataclass(frozen=True, slots=True)
class PostPicture:
    """A picture of a post: its attachment's number, if it tells, its address, and its words."""

    attachment: int | None
    source: str = ""
    caption: str = ""
    alt: str = ""


@dataclass(slots=True)
class PostText:
    """A post as HTML from outside; its photo places count `pictures` from 1."""

    html: str = ""
    pictures: list[PostPicture] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def place(self, use: PostPicture) -> str:
        """The place of a picture; a caption that is too long for one stands below it."""
        below = ""
        if len(use.caption) > _LONGEST_CAPTION:
            below = f"<p>{escape(use.caption)}</p>"
            use = PostPicture(use.attachment, use.source, "", use.alt)
        self.pictures.append(use)
        return f'<figure data-photo="{len(self.pictures)}"></figure>{below}'


def read_post(content: str, attached: Iterable[int] = ()) -> PostText:
    """Read a post's content; `attached` are the pictures that a gallery without a list shows."""
    found = PostText()
    content = content.replace("\r\n", "\n").replace("\r", "\n")
    blocks = "<!-- wp:" in content
    content = _BUTTON.sub("", _OWN_PLACE.sub("<figure>", content))
    if _LAZY.search(content):
        content = _TWICE.sub("", content)  # the picture once more, for browsers without scripts
    content = _CAPTION.sub(lambda hit: _read_caption(hit, found), content)
    content = _FIGURE.sub(lambda hit: _read_figure(hit, found), content)
    content = _read_shortcodes(content, list(attached), found)
    content = _COVER.sub(lambda hit: _read_cover(hit, found), content)
    content = _IMG.sub(lambda hit: _read_img(hit, found), content)
    filled = [each for each in _FILLED.findall(content) if each not in _EMPTY_BLOCKS]
    if filled:
        found.notes.append(
            f"WordPress自动填写的区块没有收：{'、'.join(dict.fromkeys(filled))}"[:200]
        )
    found.html = _write_blocks(content) if blocks else write_paragraphs(content)
    return found


def write_paragraphs(content: str) -> str:
    """Blank lines end paragraphs and line ends break lines, as WordPress shows them."""
    out = [""]
    for chunk in _PARAGRAPH_END.split(_EDGE.sub(r"\n\n\g<0>\n\n", content)):
        text = chunk.strip()
        if not text or _EDGE.fullmatch(text):
            out.append(text)
        else:
            lines = text.replace("\n", "<br>")
            out.append(lines if _LINE.fullmatch(out[-1]) else f"<p>{lines}</p>")
    return "".join(out)


def _write_blocks(content: str) -> str:
    """A post of blocks: what stands between them, or in a classic one, has paragraphs unsaid."""
    out, at, depth, classic = [], 0, 0, False

    def write(piece: str) -> str:
        return write_paragraphs(piece) if classic or not depth else piece

    for hit in _BLOCK.finditer(content):
        out += [write(content[at : hit.start()]), hit[0]]
        at = hit.end()
        if hit[0].rstrip("->").endswith("/"):
            continue  # it begins and ends
        depth = max(0, depth - 1) if hit[1] else depth + 1
        classic = not hit[1] and hit[2] in ("freeform", "core/freeform")
    return "".join([*out, write(content[at:])])


def strip_tags(html: str) -> str:
    """The words of a short piece of HTML, on one line."""
    plain = _ANY_TAG.sub(lambda hit: "" if _WITHIN.match(hit[0]) else " ", html)
    return " ".join(unescape(plain).split())


def _attributes(text: str) -> dict[str, str]:
    return {
        name.lower(): unescape(next(filter(None, values), ""))
        for name, *values in _ATTRIBUTE.findall(text)
    }


def _picture_use(given: Mapping[str, str], caption: str = "") -> PostPicture:
    number = _WP_IMAGE.search(given.get("class", ""))
    source = next((given[name] for name in _SOURCES if given.get(name)), "")
    return PostPicture(
        int(number[1]) if number else None,
        source if not source.startswith("data:") else source[:40],
        caption,
        " ".join(given.get("alt", "").split()),
    )


def _read_img(hit: re.Match[str], found: PostText) -> str:
    given = _attributes(hit[1])
    classes = given.get("class", "").split()
    if {"emoji", "wp-smiley"} & set(classes) or {given.get("width"), given.get("height")} & {
        "0",
        "1",
    }:
        return hit[0]  # as it is: the cleaning takes its text
    return found.place(_picture_use(given))


def _read_cover(hit: re.Match[str], found: PostText) -> str:
    """A picture behind words stands above them."""
    behind = _BEHIND.search(unescape(hit[1]))
    return hit[0] + found.place(PostPicture(None, behind[1])) if behind else hit[0]


def _read_caption(hit: re.Match[str], found: PostText) -> str:
    given, inner = _attributes(hit[2]), hit[3]
    img = _IMG.search(inner)
    if img is None:
        return inner
    words = strip_tags(inner[: img.start()] + inner[img.end() :]) or strip_tags(
        given.get("caption", "")
    )
    use = _picture_use(_attributes(img[1]), words)
    if use.attachment is None and (number := _NUMBER.search(given.get("id", ""))):
        use = PostPicture(int(number[0]), use.source, words, use.alt)
    return found.place(use)


def _read_figure(hit: re.Match[str], found: PostText) -> str:
    """A figure of one picture, with its caption; any other one is left as it is."""
    images = list(_IMG.finditer(hit[1]))
    if len(images) != 1:
        return hit[0]
    caption = _FIGCAPTION.search(hit[1])
    rest = _FIGCAPTION.sub("", hit[1], count=1)
    words = strip_tags(caption[1]) if caption else ""
    beside = strip_tags(_IMG.sub("", rest))
    placed = found.place(_picture_use(_attributes(images[0][1]), words))
    return placed + (f"<p>{escape(beside)}</p>" if beside else "")


def _read_shortcodes(content: str, attached: list[int], found: PostText) -> str:
    closed = {hit[3] for hit in _SHORTCODE.finditer(content) if hit[2]}
    left: dict[str, None] = {}
    kept: dict[str, None] = {}
    media = 0

    def read(hit: re.Match[str]) -> str:
        nonlocal media
        opened, end, name, given, slash, more = hit.groups()
        if opened and more:
            return hit[0][1:-1]  # written [[so]] to be shown
        if name == "gallery" and not end:
            return opened + _read_gallery(_attributes(given), attached, found) + more
        if name in _MEDIA:
            media += not end
            return opened + more
        if not (end or slash or "=" in given or name in closed):
            if name == name.lower():
                kept[name] = None
            return hit[0]
        left[name] = None
        return opened + more

    content = _EMBED.sub(
        lambda hit: f'\n\n<a href="{escape(hit[1])}">{escape(hit[1])}</a>\n\n', content
    )
    content = _SHORTCODE.sub(read, content)
    if left:
        listed = "、".join(f"[{name[:30]}]" for name in list(left)[:10])
        found.notes.append(f"短代码{listed}去掉了，里面的文字留着，请核对")
    if kept:
        listed = "、".join(f"[{name[:30]}]" for name in list(kept)[:10])
        found.notes.append(f"{listed}像是短代码，原样留在正文里，请核对")
    if media:
        found.notes.append(f"有{media}处视频或音频没有收")
    return content


def _read_gallery(given: Mapping[str, str], attached: list[int], found: PostText) -> str:
    listed = given.get("ids") or given.get("include") or ""
    without = set(map(int, _NUMBER.findall(given.get("exclude", ""))))
    numbers = [int(each) for each in _NUMBER.findall(listed)] or attached
    return "".join(found.place(PostPicture(each)) for each in numbers if each not in without)
