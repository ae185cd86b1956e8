"""Files that are attached to an article: looked into as every upload, kept, named and ordered."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from typing import Any
from uuid import uuid4

from django.contrib.auth.models import User
from django.core.files.base import File

from articles.imports.acts import ImportRefused
from articles.imports.confined import count_pages
from articles.imports.kinds import FileKind, find_kind, has_countless_files
from articles.imports.own_files import add_files, change_files
from articles.imports.storing import store_file
from articles.models import Article
from articles.text.attached import AttachedFile, store_attached
from articles.text.characters import CharacterRefused, admit, clean_to_one_line
from articles.text.word.package import WordRefused, parse_xml
from articles.text.zips import BROKEN_ZIP

LARGEST, MOST, LONGEST_NAME = 20 * 1024 * 1024, 10, 100
_FOLDER = "attachments"
#: What an Office file may come to when it is unpacked, and so many parts.
_MOST_UNPACKED, _MOST_PARTS = 200 * 1024 * 1024, 5000
_KINDS = {FileKind.PDF: "pdf", FileKind.WORD: "docx", FileKind.SHEET: "xlsx"}
_MACRO = "这个文件带宏，读者打开有危险。请在Word、Excel或WPS里另存为不带宏的“{}”再传。"
_OLD = "这是旧格式，查不了里面有没有宏。请另存为“{}”或PDF再传。"
_OTHER = "附件只收PDF、Word（docx）和Excel（xlsx）。请另存为其中一种再传。"
_WHY = {
    FileKind.WORD_MACRO: _MACRO.format(".docx"),
    FileKind.SHEET_MACRO: _MACRO.format(".xlsx"),
    FileKind.WORD_OLD: _OLD.format(".docx"),
    FileKind.SHEET_OLD: _OLD.format(".xlsx"),
    FileKind.LOCKED: "文件有密码，读者打不开。请去掉密码再传。",
    FileKind.EMPTY: "文件是空的。请再选一次。",
    FileKind.BROKEN: "文件损坏，打不开。请另存一份再传。",
}
_HOSTILE = "文件里有附件用不着的东西（{}），读者打开有危险，没有收。请另存为PDF再传。"
_TOO_LARGE = "文件展开以后太大，不像是一份附件。请删去用不着的内容再传。"
_DECLARED = re.compile(rb"<!(?:ENTITY|DOCTYPE)", re.IGNORECASE)
#: What parts lead to that runs or brings other files along, whatever those are called.
_RUNNING_KINDS = frozenset(
    ("afchunk", "activexcontrolbinary", "control", "externallink", "frame", "oleobject",
     "subdocument", "vbaproject", "xlmacrosheet")
)  # fmt: skip
#: No plain document leads to so much.
_LONGEST_RELATIONS = 8 * 1024 * 1024
#: Parts that run, or bring other files along.
_RUNNING = re.compile(r"activex|embeddings/|oleobject|externallinks/|customui|macrosheets", re.I)


class AttachmentRefused(ImportRefused):
    """A file was not taken; the text says why, and what to do."""


def keep_attachment(file: File[bytes], *, by: User | None = None) -> tuple[AttachedFile, str]:
    """Look into a file and store it; nothing is shown of it until an article has it.

    Returns it with what to tell its sender, for whom it is counted. Reads PDFs in a process of its
    own: belongs outside of any transaction. Raises AttachmentRefused.
    """
    if (file.size or 0) > LARGEST:
        raise AttachmentRefused("文件超过20 MB。请压缩里面的图片，或者拆成几个再传。")
    file.seek(0)
    data = file.read(LARGEST + 1)
    kind = find_kind(data)
    if kind not in _KINDS:
        raise AttachmentRefused(_WHY.get(kind, _OTHER))
    pages, note = (_look_into_pdf(data), "") if kind is FileKind.PDF else (0, _look_into_zip(data))
    ending = _KINDS[kind]
    name = f"{_FOLDER}/{uuid4().hex}.{ending}"
    store_file(name, BytesIO(data), AttachmentRefused, by=by)
    title = clean_name((file.name or "").rpartition(".")[0])
    digest = sha256(data).hexdigest()
    return AttachedFile(title, ending, name, len(data), digest, pages), note


def clean_name(typed: str) -> str:
    """A name as readers see it; never empty. Characters that are not taken in are left out."""
    try:
        typed = admit(typed).text
    except CharacterRefused:
        typed = "".join(each for each in typed if each.isalnum())
    return clean_to_one_line(typed).replace("/", "").replace("\\", "").strip()[:LONGEST_NAME] or (
        "附件"
    )


def _look_into_pdf(data: bytes) -> int:
    try:
        return count_pages(data)
    except ImportRefused as why:
        raise AttachmentRefused(str(why).replace("再导入", "再传")) from why


def _look_into_zip(data: bytes) -> str:
    """Refuse what is no plain document; what the reader might see of drafts is told."""
    if has_countless_files(data):
        raise AttachmentRefused(_WHY[FileKind.BROKEN])
    read, found = 0, set()
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            infos = package.infolist()
            if len(infos) > _MOST_PARTS or sum(i.file_size for i in infos) > _MOST_UNPACKED:
                raise AttachmentRefused(_TOO_LARGE)
            for info in infos:
                if hit := _RUNNING.search(info.filename):
                    raise AttachmentRefused(_HOSTILE.format(hit[0].strip("/")))
                if not info.filename.lower().endswith((".xml", ".rels", ".vml")):
                    continue
                with package.open(info) as part:
                    text = part.read(_MOST_UNPACKED - read + 1)
                read += len(text)
                if read > _MOST_UNPACKED:
                    raise AttachmentRefused(_TOO_LARGE)
                _check_part(info.filename.lower(), text)
                found |= _find_leftovers(info.filename.lower(), text)
    except BROKEN_ZIP as broken:
        raise AttachmentRefused(_WHY[FileKind.BROKEN]) from broken
    if not found:
        return ""
    return f"里面还有{'、'.join(sorted(found))}，公开以后谁都看得到。不要的请删净，另存再传。"


def _check_part(name: str, text: bytes) -> None:
    plain = text.replace(b"\0", b"")  # so that UTF-16 is read, too
    if _DECLARED.search(plain):
        raise AttachmentRefused(_HOSTILE.format("实体声明"))
    if name.endswith(".rels"):
        _check_relations(text)


def _check_relations(text: bytes) -> None:
    """Read as programs read it: what is written as `&#69;xternal` is external, too."""
    if len(text) > _LONGEST_RELATIONS:
        raise AttachmentRefused(_TOO_LARGE)
    try:
        relations = parse_xml(text)
    except WordRefused as broken:
        raise AttachmentRefused(_WHY[FileKind.BROKEN]) from broken
    for each in relations:
        kind = each.get("Type", "").strip().rpartition("/")[2].lower()
        mode = each.get("TargetMode", "").strip().lower()
        if mode not in ("", "internal") and kind != "hyperlink":
            raise AttachmentRefused(_HOSTILE.format("从外面取来的内容"))
        if kind in _RUNNING_KINDS:
            raise AttachmentRefused(_HOSTILE.format(kind))


def _find_leftovers(name: str, text: bytes) -> set[str]:
    """What of the work on a document is still in it."""
    found = set()
    if re.search(r"comments[^/]*\.xml$", name) and re.search(rb"<(?:\w+:)?comment[ >]", text):
        found.add("批注")
    if name.startswith("word/") and re.search(rb"<w:(?:ins|del|moveFrom) ", text):
        found.add("修订痕迹")
    if name == "xl/workbook.xml" and re.search(rb"state=\"(?:hidden|veryHidden)\"", text):
        found.add("隐藏的工作表")
    return found


def arrange_attachments(
    article: Article, kept: Iterable[tuple[str, str]], new: Sequence[AttachedFile], *, by: User
) -> Article:
    """Give the article these of its files, in this order and by these names, and then new ones.

    `kept` are addresses (`AttachedFile.address`) with names; a file that a colleague added
    meanwhile and that stands in neither is not lost, for only what is named here may go: `kept`
    names each file of the page that was shown, one that goes with an empty name. The files of what
    goes stay, for versions have them. Raises PermissionDenied, and AttachmentRefused for more than
    MOST. Returns the article as it is now.
    """

    names = dict(kept)

    def arrange(row: Article) -> list[dict[str, Any]]:
        stored = {each.address: each for each in row.attached}
        order = [*names, *(address for address in stored if address not in names)]
        own = (
            replace(stored[address], name=clean_name(names.get(address, stored[address].name)))
            for address in order
            if address in stored and names.get(address, "-")
        )
        files = add_files(own, new)
        if len(files) > MOST:
            raise AttachmentRefused(f"一篇稿件最多{MOST}个附件，没有存。请并成几个文件再传。")
        return store_attached(files)

    return change_files(article, "attachments", arrange, new, by=by, called="附件")
