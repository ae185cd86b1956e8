"""Whether a page has anything live in it that only a hostile text can have brought."""

import csv
import json
import re
from io import BytesIO, StringIO
from zipfile import ZipFile

import html5lib
from lxml import etree

#: Stands in every payload: as a name of an element or attribute it has become markup.
MARK = "x7"
#: Elements that no page of ours has.
_FORBIDDEN = {
    "iframe", "object", "embed", "applet", "frame", "frameset", "base", "math", "marquee",
    "foreignobject", "animate", "set", "portal", "audio", "video", "listing", "xmp", "plaintext",
}  # fmt: skip
_ADDRESSES = {
    "href", "src", "action", "formaction", "data", "poster", "background", "cite", "ping",
    "longdesc", "manifest", "codebase", "xlink:href", "dynsrc", "lowsrc",
}  # fmt: skip
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_CLIP = re.compile(r"/articles/\d+/clips/[0-9a-f]{16}\.[a-z0-9]{3,4}(\?preview=[\w-]+)?$", re.ASCII)
_HARMLESS = {"http", "https", "mailto", "tel"}
_BLANKS = re.compile("[\0-\x20\x7f-\xa0\u2028\u2029\ufeff]")
_DATA = {"application/json", "application/ld+json", "importmap", "speculationrules"}


def find_live(text, *, nonce=""):
    """What is live in a document, each as a few words; nothing where all is dead."""
    found = []
    tree = html5lib.parse(text, treebuilder="lxml", namespaceHTMLElements=False)
    for element in tree.iter(etree.Element):
        tag = str(element.tag).rpartition("}")[2].lower()
        attributes = {str(name).lower(): value for name, value in element.attrib.items()}
        found += _find_in_element(element, tag, attributes, nonce)
    return found


def _find_in_element(element, tag, attributes, nonce):
    if (tag in _FORBIDDEN and not _is_player(element, tag, attributes)) or MARK in tag:
        yield f"<{tag}>"
    for name, value in attributes.items():
        local = name.rpartition("}")[2]
        if local.startswith("on") or MARK in local or local in {"srcdoc", "style"}:
            yield f"<{tag} {local}={value[:60]!r}>"
        scheme = _SCHEME.match(_BLANKS.sub("", value)) if local in _ADDRESSES else None
        if scheme and scheme[1].lower() not in _HARMLESS and not _is_picture(tag, value):
            yield f"<{tag} {local}={value[:60]!r}>"
    if tag == "script":
        yield from _find_in_script(element, attributes, nonce)
    own = attributes.get("nonce") == nonce != ""
    if tag == "style" and not own:
        yield "<style>"
    if tag == "meta" and attributes.get("http-equiv", "").lower() == "refresh":
        yield "<meta refresh>"
    if tag == "link" and "stylesheet" in attributes.get("rel", "") and _is_foreign(attributes):
        yield f"<link {attributes.get('href')!r}>"


def _find_in_script(element, attributes, nonce):
    if attributes.get("type") in _DATA:
        try:
            json.loads(element.text or "")
        except ValueError:
            yield f"<script> is no JSON: {(element.text or '')[:80]!r}"
    elif "src" in attributes:
        if _is_foreign(attributes):
            yield f"<script src={attributes['src']!r}>"
    elif attributes.get("nonce") != nonce or not nonce or MARK in (element.text or ""):
        yield f"<script>{(element.text or '')[:60]!r}"


def _is_player(element, tag, attributes):
    """Whether it is our own player of a file of an article of ours."""
    ours = tag in {"audio", "video"} and attributes.get("class") == "clip-player"
    files = [each.get("src", "") for each in element]
    return ours and bool(files) and all(_CLIP.match(each) for each in files)


def _is_picture(tag, value):
    return tag == "img" and value.startswith("data:image/")


def _is_foreign(attributes):
    address = attributes.get("src") or attributes.get("href") or ""
    return re.match(r"[\\/]{2}|[a-z]+:", address) is not None


def find_live_in_xml(data):
    """As `find_live`, of a feed, a sitemap or a chapter; the HTML that a feed carries too."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    found = []
    for element in etree.fromstring(data, parser).iter(etree.Element):
        tag = etree.QName(element).localname.lower()
        if MARK in tag or element.tag == "script":
            found.append(f"<{tag}>")
        if element.attrib.get("type") == "html" and element.text:
            found += find_live(element.text)
        for name, value in element.attrib.items():
            scheme = _SCHEME.match(_BLANKS.sub("", value)) if name in _ADDRESSES else None
            if scheme and scheme[1].lower() not in _HARMLESS | {"urn"}:
                found.append(f"<{tag} {name}={value[:60]!r}>")
    return found


#: With these a spreadsheet begins to reckon.
FORMULA = ("=", "@", "\t", "\r")
#: What Word and Excel fetch, run or reckon.
_IN_OFFICE = re.compile(
    rb"<f[ >]|<w:fldSimple|<w:instrText[^>]*>[^<]*(?:DDE|INCLUDE|LINK|x7)|<w:altChunk|<oleObject"
    rb"|<w:object|vbaProject|macrosheet|<!DOCTYPE|<!ENTITY|ddeLink|externalLink"
)
_TARGET = re.compile(rb'Target="([^"]*)"[^>]*TargetMode="External"')


def find_live_in_file(name, data):
    """As `find_live`, of a file or a part of a package."""
    end = name.rpartition(".")[2]
    kinds = {
        "html": lambda: find_live(data.decode()),
        "csv": lambda: _find_formulas(data),
        "json": lambda: [] if _is_json(data) else ["no JSON"],
        "jsonl": lambda: [line[:60] for line in data.splitlines() if not _is_json(line)],
    }
    kinds |= dict.fromkeys(("zip", "epub", "docx", "xlsx"), lambda: _find_in_package(data))
    kinds |= dict.fromkeys(("xhtml", "ncx", "opf", "svg"), lambda: find_live_in_xml(data))
    kinds |= dict.fromkeys(("xml", "rels"), lambda: _find_in_office(data))
    return kinds.get(end, list)()


def _find_in_package(data):
    with ZipFile(BytesIO(data)) as packed:
        parts = [each for each in packed.namelist() if not each.endswith("/")]
        found = {each: find_live_in_file(each, packed.read(each)) for each in parts}
    return [f"{each}: {live}" for each, live in found.items() if live]


def _find_in_office(data):
    etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    elsewhere = [to for to in _TARGET.findall(data) if not to.startswith((b"http", b"mailto"))]
    return _IN_OFFICE.findall(data) + elsewhere


def _find_formulas(data):
    cells = [cell for row in csv.reader(StringIO(data.decode("utf-8-sig"))) for cell in row]
    return [
        each for each in cells if each.startswith(FORMULA) or (each[:1] in "+-" and MARK in each)
    ]


def _is_json(text):
    try:
        json.loads(text)
    except ValueError:
        return False
    return True
