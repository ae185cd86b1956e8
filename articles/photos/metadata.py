"""What a picture file says about itself: caption, photographer and day, and how it lies.

IPTC is what agencies write, XMP what their programs write today, EXIF what cameras do; asked in
that order. Nothing here raises: a picture is taken for its pixels.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from xml.etree import ElementTree

from PIL import Image

from articles.photos.ai_mark import SOURCE_TYPES
from articles.photos.containers import Container
from articles.text.characters import clean_to_one_line
from articles.text.charsets import read_text

_CAPTION, _CREDIT = 300, 60
_DC = "{http://purl.org/dc/elements/1.1/}"
_PS = "{http://ns.adobe.com/photoshop/1.0/}"
_XMP = "{http://ns.adobe.com/xap/1.0/}"
_EXIF = "{http://ns.adobe.com/exif/1.0/}"
_IPTC_EXT = "{http://iptc.org/std/Iptc4xmpExt/2008-02-29/}"
_AIGC_LABEL = re.compile(r"""["']?Label["']?\s*:\s*["']?1\b""")
_ITEM = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}li"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
CUT_SHORT = (
    f"照片里写着的说明或摄影太长，只填了前面的（说明{_CAPTION}字、摄影{_CREDIT}字以内），请核对。"
)
#: What cameras write as the caption of every picture.
_OF_CAMERAS = re.compile(
    r"(?:OLYMPUS|SONY|NIKON|CANON|KODAK|SAMSUNG|MINOLTA|PENTAX) .*|DCIM.*|dav|cof|oznor|sdr|hdr|"
    r"default|untitled|screenshot|camera|(?:未标题|未命名|无标题)[\W\d]*|\W*|"
    # and programs: the name of the file
    r"(?:IMG|DSC[NF]?|PXL|MVIMG|VID|WIN|mmexport|wx_camera|Screenshot|微信图片|照片)[_-]?\d[\w -]*"
    r"(?:\.\w{3,4})?|[\w-]*\d{3}\.(?:jpe?g|png|hei[cf]|tiff?|webp)",
    re.IGNORECASE,
)

_XML_DECLARATION = re.compile(r"<\?xml[^>]*\?>\s*")
_HAN = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")
_NOTHING = re.compile(r"[\W_]*")


@dataclass(frozen=True, slots=True)
class Said:
    caption: str = ""
    credit: str = ""
    taken_on: date | None = None
    orientation: int = 1
    note: str = ""
    ai_use: str = ""  # a value of `PhotoAi`


def read(found: Container) -> Said:
    """Read what the file says; may name the colour space that the EXIF data name."""
    iptc, xmp, exif = _read_iptc(found.iptc), _read_xmp(found.xmp), _read_exif(found.exif)
    if exif.get("adobe"):
        found.primaries = found.primaries or "AdobeRGB"
    sources = (iptc, xmp, exif, _read_texts(found.texts))
    captions = (_one_line(text) for each in sources for text in _several(each.get("caption")))
    caption = next((text for text in captions if text and not _OF_CAMERAS.fullmatch(text)), "")
    caption = caption or next(filter(_is_chinese_title, map(_title_of, sources)), "")
    authors = (_one_line(text) for each in sources for text in _several(each.get("credit")))
    credit = next((text for text in authors if text and not _NOTHING.fullmatch(text)), "")
    days = (_day(each.get("day", "")) for each in sources)
    orientation = exif.get("orientation", 1)
    return Said(
        caption=caption[:_CAPTION],
        credit=credit[:_CREDIT],
        taken_on=next(filter(None, days), None),
        orientation=orientation if orientation in range(1, 9) else 1,
        ai_use=next(filter(None, (each.get("ai_use") for each in sources)), ""),
        note=CUT_SHORT if len(caption) > _CAPTION or len(credit) > _CREDIT else "",
    )


def _several(said: object) -> Iterable[object]:
    """What may be said in several places of one file, in their order."""
    return said if isinstance(said, list) else (said,)


def _title_of(said: dict[str, Any]) -> str:
    return _one_line(said.get("title"))


def _is_chinese_title(text: str) -> bool:
    """A title stands for a caption that nobody wrote, unless it is a number or a program's."""
    return bool(_HAN.search(text)) and not _OF_CAMERAS.fullmatch(text)


def _one_line(text: object) -> str:
    if isinstance(text, tuple):
        text = next(iter(text), "")
    if isinstance(text, bytes):
        text = _decode(text)
    return clean_to_one_line(str(text or "").replace("\0", " ")).strip()


def _decode(data: bytes) -> str:
    """Text of unknown encoding; Chinese cameras and agencies write GBK and Big5, too."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) and len(data) % 2 == 0:
        return data.decode("utf-16", "replace")
    found = read_text(data) or read_text(data.replace(b"\0", b" "))
    return found.text if found else data.decode("latin-1")


def _day(text: object) -> date | None:
    found = re.match(r"\s*(\d{4})[:/.-]?(\d\d)[:/.-]?(\d\d)", _one_line(text)[:40])
    try:
        day = date(*map(int, found.groups())) if found else None
    except ValueError:
        return None
    return day if day and day.year >= 1900 and day <= date.today() else None


def _read_exif(data: bytes) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if not data:
        return found
    exif = Image.Exif()
    try:
        exif.load(data if data.startswith(b"Exif\0\0") else b"Exif\0\0" + data)
    except Exception:  # whatever Pillow makes of broken data
        return found
    part = _part(exif, 0x8769)
    found["orientation"] = _tag(exif, 0x0112)
    # Windows has fields of its own: title, remark, subject; and authors, with semicolons between.
    windows = (_utf16(_tag(exif, tag)) for tag in (0x9C9B, 0x9C9C, 0x9C9F))
    found["caption"] = [_tag(exif, 0x010E), *windows]
    found["credit"] = [_tag(exif, 0x013B), " ".join(_utf16(_tag(exif, 0x9C9D)).split(";"))]
    found["day"] = _tag(part, 0x9003) or _tag(part, 0x9004)
    colour_space = _tag(part, 0xA001)
    interop = _tag(_part(exif, 0xA005), 1)
    found["adobe"] = colour_space == 2 or (colour_space == 0xFFFF and interop == "R03")
    return found


def _part(exif: Image.Exif, tag: int) -> Any:
    try:
        return exif.get_ifd(tag)
    except Exception:
        return {}


def _tag(part: Any, tag: int) -> Any:
    try:
        return _mended(part.get(tag))
    except Exception:
        return None


def _mended(value: Any) -> Any:
    """Pillow reads text as Latin letters, though most of it is written in UTF-8 or GBK."""
    if isinstance(value, str) and not value.isascii():
        try:
            return _decode(value.encode("latin-1"))
        except UnicodeEncodeError:
            return value
    return value


def _utf16(value: Any) -> str:
    try:
        return bytes(value or b"").decode("utf-16-le").rstrip("\0")
    except (UnicodeDecodeError, TypeError, ValueError):
        return ""


_IPTC = {(2, 120): "caption", (2, 80): "credit", (2, 55): "day", (2, 110): "provider",
         (2, 105): "title", (2, 5): "name"}  # fmt: skip


def _read_iptc(data: bytes) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for kind, body in _photoshop_parts(data):
        if kind != 0x0404:
            continue
        at = 0
        while at + 5 <= len(body) and body[at] == 0x1C:
            size = int.from_bytes(body[at + 3 : at + 5], "big")
            name = _IPTC.get((body[at + 1], body[at + 2]))
            text = body[at + 5 : at + 5 + size]
            if name == "credit" and name in found and len(found[name]) < 4 * _CREDIT:
                found[name] += b" " + text  # there may be several
            elif name and size < 0x8000:
                found.setdefault(name, text)
            at += 5 + size
    found.setdefault("credit", found.get("provider"))
    found.setdefault("title", found.get("name"))
    return found


def _photoshop_parts(data: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 12 <= len(data) and data[at : at + 4] == b"8BIM":
        kind = int.from_bytes(data[at + 4 : at + 6], "big")
        named = data[at + 6] + 1
        start = at + 6 + named + named % 2
        size = int.from_bytes(data[start : start + 4], "big")
        yield kind, data[start + 4 : start + 4 + size]
        at = start + 4 + size + size % 2


def _read_xmp(data: bytes) -> dict[str, Any]:
    text = _XML_DECLARATION.sub("", _decode_xmp(data).strip("\0 \r\n\t\ufeff"), count=1)
    if not text or "<!" in text:  # entities are for attacks, XMP has none
        return {}
    try:
        root = ElementTree.fromstring(text)  # noqa: S314 - no entities
    except (ElementTree.ParseError, ValueError, LookupError):
        return {}
    return {
        "caption": _xmp_in_chinese(root, f"{_DC}description"),
        "title": _xmp_text(root, f"{_PS}Headline") or _xmp_in_chinese(root, f"{_DC}title"),
        "credit": _xmp_names(root, f"{_DC}creator") or _xmp_text(root, f"{_PS}Credit"),
        "day": _xmp_text(root, f"{_PS}DateCreated")
        or _xmp_text(root, f"{_EXIF}DateTimeOriginal")
        or _xmp_text(root, f"{_XMP}CreateDate"),
        "ai_use": _read_source_type(_xmp_text(root, f"{_IPTC_EXT}DigitalSourceType"))
        or _read_aigc(_xmp_anywhere(root, "AIGC")),
    }


def _decode_xmp(data: bytes) -> str:
    """XMP is written in UTF-8, or in UTF-16 with a zero beside each of its brackets."""
    if b"\0" in data[:4] or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        big = data[:1] in (b"\0", b"\xfe")
        return data.decode("utf-16-be" if big else "utf-16-le", "replace")
    return data.decode("utf-8", "replace")


def _read_source_type(address: str) -> str:
    """What AI did, as IPTC's list of digital sources says it."""
    name = address.rpartition("/")[2]
    said = {word: use for use, word in SOURCE_TYPES.items()} | {"compositeSynthetic": "part"}
    return said.get(name, "")


def _read_aigc(text: str) -> str:
    """What AI did, as GB 45438-2025 has a file say it: in JSON, 1 stands for generated content."""
    return "whole" if _AIGC_LABEL.search(text[:2000]) else ""


def _xmp_anywhere(root: Any, name: str) -> str:
    """The text of a property of that name in whichever namespace: programs don't agree on one."""
    for element in root.iter():
        for key, value in element.attrib.items():
            if key.rpartition("}")[2] == name:
                return str(value)
        if str(element.tag).rpartition("}")[2] == name:
            return "".join(element.itertext())
    return ""


def _xmp_text(root: Any, name: str) -> str:
    """The first text of a property, whether an element (with a list in it) or an attribute."""
    for element in root.iter():
        if name in element.attrib:
            return str(element.attrib[name])
        if element.tag == name:
            return next((text.strip() for text in element.itertext() if text.strip()), "")
    return ""


def _xmp_names(root: Any, name: str) -> str:
    """All texts of a property that is a list of names."""
    first = next(root.iter(name), None)
    listed = [item.text or "" for item in first.iter(_ITEM)] if first is not None else []
    return " ".join(listed).strip() or _xmp_text(root, name)


def _xmp_in_chinese(root: Any, name: str) -> str:
    """The Chinese one of several languages, or that which is said to be the usual one."""
    first = next(root.iter(name), None)
    said = {
        str(item.get(_LANGUAGE, "")).lower(): (item.text or "").strip()
        for item in (first.iter(_ITEM) if first is not None else ())
    }
    chinese = [text for language, text in said.items() if language.startswith("zh")]
    return next(filter(None, [*chinese, said.get("x-default", "")]), "") or _xmp_text(root, name)


def _read_texts(texts: dict[str, str | bytes]) -> dict[str, Any]:
    return {"caption": texts.get("Description"), "credit": texts.get("Author"),
            "day": texts.get("Creation Time", ""), "title": texts.get("Title"),
            "ai_use": _read_aigc(_one_line(texts.get("AIGC")))}  # fmt: skip
