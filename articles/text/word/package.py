"""Opens a Word file as what it may be: a hostile zip of hostile XML."""

from __future__ import annotations

import posixpath
import re
import zipfile
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, TypeAlias
from urllib.parse import unquote

from lxml import etree  # type: ignore[import-untyped]

from articles.text.zips import BROKEN_ZIP, ZipTrouble, tell_zip_trouble

Element: TypeAlias = Any  # lxml has no types

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_STRICT = {
    b"http://purl.oclc.org/ooxml/officeDocument/": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/"
    ),
    b"http://purl.oclc.org/ooxml/wordprocessingml/": (
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/"
    ),
    b"http://purl.oclc.org/ooxml/drawingml/": (
        b"http://schemas.openxmlformats.org/drawingml/2006/"
    ),
}

LARGEST = 200 * 1024 * 1024
_MOST_PARTS = 5000
_LARGEST_XML = 40 * 1024 * 1024
_LARGEST_PICTURE = 40 * 1024 * 1024
#: What all parts that are read may come to.
_MOST_BYTES = 400 * 1024 * 1024
_DEEPEST = 400

_BROKEN = "文件损坏，打不开。请在Word或WPS里打开，另存为“.docx”再送来。"
_TROUBLES = {
    ZipTrouble.LOCKED: "文件有密码，打不开。请去掉密码再送来。",
    ZipTrouble.PACKING: "文件的压缩方式读不了。请在Word或WPS里打开，另存为“.docx”再送来。",
    ZipTrouble.BROKEN: _BROKEN,
}
_TOO_LARGE = "文件展开以后太大，不像是一篇稿件。请删去用不着的内容，另存为“.docx”再送来。"
_HOSTILE = "文件里有稿件用不着的实体声明，没有读。请在Word或WPS里另存为“.docx”再送来。"


class WordRefused(ValueError):  # noqa: N818
    """Why a Word file was not read, in a sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class Relation:
    kind: str
    target: str
    external: bool


@dataclass(slots=True)
class Package:
    """The parts of a Word file by name. Nothing is ever written to a disk."""

    archive: zipfile.ZipFile
    names: dict[str, str]
    main: str = ""
    read: int = 0
    _trees: dict[str, Element] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        return name.lower() in self.names

    def find(self, pattern: str) -> list[str]:
        """The names of all parts that match, in order."""
        return sorted(name for name in self.names if re.fullmatch(pattern, name))

    def bytes_of(self, name: str, most: int = _LARGEST_PICTURE) -> bytes:
        """What the part holds. Raises WordRefused if it is missing, broken or too large."""
        try:
            with self.archive.open(self.names[name.lower()]) as part:
                data = part.read(most + 1)
        except KeyError as missing:
            raise WordRefused(_BROKEN) from missing
        except BROKEN_ZIP as broken:
            raise WordRefused(_TROUBLES[tell_zip_trouble(broken)]) from broken
        self.read += len(data)
        if len(data) > most or self.read > _MOST_BYTES:
            raise WordRefused(_TOO_LARGE)
        return data

    def begin(self, name: str) -> bytes:
        """The first bytes of a part; none if it is missing or broken."""
        try:
            with self.archive.open(self.names[name.lower()]) as part:
                return part.read(16)
        except BROKEN_ZIP:
            return b""

    def tree(self, name: str) -> Element | None:
        """The root of an XML part; None if there is no such part."""
        if not self.has(name):
            return None
        if name not in self._trees:
            self._trees[name] = parse_xml(self.bytes_of(name, _LARGEST_XML))
        return self._trees[name]

    def relations(self, part: str) -> dict[str, Relation]:
        """Where a part's references lead, by their ids; a target is the name of a part."""
        folder, _, name = part.rpartition("/")
        root = self.tree(f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels")
        if root is None:
            return {}
        out = {}
        for each in root:
            target, external = each.get("Target", ""), each.get("TargetMode") == "External"
            if not external:
                path = unquote(target).replace("\\", "/")
                joined = path[1:] if path.startswith("/") else posixpath.join(folder, path)
                target = posixpath.normpath(joined).lower()
            kind = each.get("Type", "").rpartition("/")[2]
            out[each.get("Id", "")] = Relation(kind, target, external)
        return out


def _open(data: bytes) -> zipfile.ZipFile:
    if len(data) > LARGEST:
        raise WordRefused("文件超过200 MB。请把图片压缩以后再送来。")
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except BROKEN_ZIP as broken:
        raise WordRefused(_BROKEN) from broken
    if len(archive.infolist()) > _MOST_PARTS:
        raise WordRefused(_TOO_LARGE)
    return archive


def open_package(data: bytes) -> Package:
    """Raises WordRefused for whatever is no readable Word file."""
    archive = _open(data)
    names: dict[str, str] = {}
    for info in archive.infolist():
        names.setdefault(info.filename.replace("\\", "/").lstrip("/").lower(), info.filename)
    package = Package(archive, names)
    for relation in package.relations("").values():
        if relation.kind == "officeDocument" and not relation.external:
            package.main = relation.target
    if not package.has(package.main):
        package.main = "word/document.xml"
    if not package.has(package.main):
        raise WordRefused("文件里没有正文，不是Word文档。请在Word或WPS里另存为“.docx”再送来。")
    return package


def check_parts(data: bytes) -> Package:
    """The parts of an office file that another library reads, none of them hostile or too large.

    Raises WordRefused.
    """
    archive = _open(data)
    package = Package(
        archive, {info.filename.lower(): info.filename for info in archive.infolist()}
    )
    for name in package.names:
        if name.endswith((".xml", ".rels", ".vml")):
            found = package.bytes_of(name, _LARGEST_XML)
            if b"<!DOCTYPE" in found[:4096] or b"<!ENTITY" in found:
                raise WordRefused(_HOSTILE)
    package.read = 0
    return package


def parse_xml(data: bytes) -> Element:
    """The root of XML without entities. Raises WordRefused."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        data = data.decode("utf-16", "replace").encode()
        data = re.sub(rb"^<\?xml[^>]*\?>", b"", data.lstrip(b"\xef\xbb\xbf"))
    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data:
        raise WordRefused(_HOSTILE)
    for strict, usual in _STRICT.items():
        if strict in data:
            data = data.replace(strict, usual)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True,
        remove_comments=True, remove_pis=True, recover=False,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as broken:
        raise WordRefused(_BROKEN) from broken
    if root.getroottree().docinfo.doctype:
        raise WordRefused(_HOSTILE)
    _check_depth(root)
    return root


def _check_depth(root: Element) -> None:
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > _DEEPEST:
            raise WordRefused("文件的格式层层相套，读不了。请把文字贴进新文档，另存后再送来。")


def local(element: Element) -> str:
    """The name of an element without its namespace; "" for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def value(element: Element | None, name: str = "val") -> str:
    """An attribute of the w namespace."""
    return "" if element is None else element.get(W + name) or ""


def child(element: Element | None, name: str) -> Element | None:
    return None if element is None else element.find(W + name)


def is_on(element: Element | None) -> bool:
    """Whether a switch (<w:b/>, <w:b w:val="0"/>) is there and on."""
    return element is not None and value(element) not in ("0", "false", "off", "none")
