"""What a file is, by its first bytes and what is in it; its name decides nothing."""

from __future__ import annotations

import re
import zipfile
from enum import StrEnum
from io import BytesIO

from articles.photos import containers
from articles.text.charsets import read_text
from articles.text.zips import BROKEN_ZIP

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_WINMAIL = b"\x78\x9f\x3e\x22"
_PACKED = (
    b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"\xfd7zXZ", b"BZh", b"MSCF", b"ALZ\1", b"EGGA",
    b"\x28\xb5\x2f\xfd", b"PK\7\x08",
)  # fmt: skip
_HEARD = (
    b"ID3",
    b"OggS",
    b"\x1aE\xdf\xa3",
    b"#!AMR",
    b"fLaC",
    b"FLV\1",
    b"\0\0\1\xba",
    b"0&\xb2u\x8ef\xcf\x11",
)
_DRAWN = (b"BM", b"II*\0", b"MM\0*", b"8BPS", b"%!PS", b"\xc5\xd0\xd3\xc6", b"gimp xcf")
_MOST_NAMES = 20_000
#: A list of names so long is not read: it would take seconds, and no pack of ours comes near it.
_LONGEST_DIRECTORY = 2 * 1024 * 1024
#: How much of a text decides what it is.
_HEAD = 4096

_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--[^-]*+(?:(?!-->)-[^-]*+)*-->\s*+)*<(?:!doctype\s+html|html|head|body|meta|title|div|p|table|span|h[1-6]|section|article|ul|ol|font|center|style)\b",
    re.IGNORECASE | re.DOTALL,
)
_FIELD = re.compile(r"[A-Za-z][A-Za-z-]{1,40}:[ \t]")
_MAIL_FIELDS = frozenset(
    ("from", "to", "subject", "date", "received", "return-path", "message-id", "mime-version",
     "delivered-to", "content-type", "content-transfer-encoding", "reply-to", "cc", "sender",
     "x-mailer")
)  # fmt: skip


class FileKind(StrEnum):
    """What a file can be, with the word that the desk shows."""

    WORD = "DOCX"
    WORD_MACRO = "DOCM"
    WORD_OLD = "DOC"
    ODT = "ODT"
    RTF = "RTF"
    LOCKED = "加密"
    SHEET = "XLSX"
    LIST = "CSV"
    SHEET_MACRO = "XLSM"
    SHEET_OLD = "XLS"
    SHEET_OPEN = "ODS"
    SLIDES = "PPT"
    WORD_XML = "XML"
    IWORK = "PAGES"
    OFD = "OFD"
    EBOOK = "EPUB"
    PRINTOUT = "XPS"
    WINMAIL = "DAT"
    SHORTCUT = "URL"
    DATA = "数据"
    PDF = "PDF"
    MAIL = "EML"
    MAIL_OUTLOOK = "MSG"
    HTML = "HTML"
    MHTML = "MHT"
    WORDPRESS = "WXR"
    ARCHIVE = "JSONL"
    ZIP = "ZIP"
    PACKED = "RAR"
    PICTURE = "图片"
    #: A photographed page: a picture, of which somebody has said so.
    PAGE = "版面照"
    PICTURE_OTHER = "图形"
    MEDIA = "音视频"
    TEXT = "文字"
    EMPTY = "空"
    BROKEN = "损坏"
    UNKNOWN = "未知"


def find_kind(data: bytes) -> FileKind:  # noqa: PLR0911  one sign after the other
    """What the file is. Reads no more than names and heads; never raises."""
    if not data:
        return FileKind.EMPTY
    if data.startswith(_ZIP):
        return _find_kind_of_zip(data)
    if data.startswith(_OLE):
        return _find_kind_of_ole(data)
    if b"%PDF-" in data[:1024]:
        return FileKind.PDF
    if data.startswith(b"{\\rtf"):
        return FileKind.RTF
    if data.startswith(_PACKED) or data[257:262] == b"ustar" or data[2:5] == b"-lh":
        return FileKind.PACKED
    if data.startswith(_WINMAIL):
        return FileKind.WINMAIL
    if _is_picture(data):
        return FileKind.PICTURE
    riff = data[:4] == b"RIFF"
    if data.startswith(_DRAWN) or (riff and data[8:11] == b"CDR"):
        return FileKind.PICTURE_OTHER
    if data[4:8] == b"ftyp" or data.startswith(_HEARD) or riff:
        return FileKind.MEDIA
    return _find_kind_of_text(data)


def _is_picture(data: bytes) -> bool:
    try:
        return containers.read(BytesIO(data)) is not None
    except Exception:  # a broken picture is one too: photos.read() says what is wrong with it
        return True


def has_countless_files(data: bytes) -> bool:
    """Whether a zip says that its list of names is longer than anybody packs."""
    end = data.rfind(b"PK\x05\x06")
    size = int.from_bytes(data[end + 12 : end + 16], "little")
    return end >= 0 and size > _LONGEST_DIRECTORY


def _find_kind_of_zip(data: bytes) -> FileKind:  # noqa: PLR0911  one sign after the other
    if has_countless_files(data):
        return FileKind.ZIP
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            names = {name.replace("\\", "/").lower() for name in package.namelist()[:_MOST_NAMES]}
    except BROKEN_ZIP:
        return FileKind.BROKEN
    if "content.xml" in names and "meta-inf/manifest.xml" in names:
        return _find_kind_of_open(data)
    macro = any(name.endswith("vbaproject.bin") for name in names)
    if "[content_types].xml" in names:
        if any(name.startswith("word/") for name in names):
            return FileKind.WORD_MACRO if macro else FileKind.WORD
        if any(name.startswith("xl/") for name in names):
            return FileKind.SHEET_MACRO if macro else FileKind.SHEET
        if any(name.startswith("ppt/") for name in names):
            return FileKind.SLIDES
        if any(name.endswith(".fdseq") for name in names):
            return FileKind.PRINTOUT
        return FileKind.WORD if "document.xml" in names else FileKind.ZIP
    return next((kind for signs, kind in _INSIDE if signs & names), FileKind.ZIP)


#: Files of which one in a zip tells what it is; the first that fits.
_INSIDE = (
    ({"index/document.iwa", "index.zip", "buildversionhistory.plist",
      "metadata/buildversionhistory.plist"}, FileKind.IWORK),
    ({"ofd.xml"}, FileKind.OFD),
    ({"fixeddocseq.fdseq", "fixeddocumentsequence.fdseq"}, FileKind.PRINTOUT),
    ({"meta-inf/container.xml"}, FileKind.EBOOK),
)  # fmt: skip
_OPEN = {b"spreadsheet": FileKind.SHEET_OPEN, b"presentation": FileKind.SLIDES}


def _find_kind_of_open(data: bytes) -> FileKind:
    """A document, table or presentation of OpenDocument, by what it says of itself first."""
    head = data[:200]
    return next((kind for word, kind in _OPEN.items() if word in head), FileKind.ODT)


#: Names in the directory of an OLE file, which stand there in UTF-16.
_STREAMS = (
    ("EncryptedPackage", FileKind.LOCKED),
    ("WordDocument", FileKind.WORD_OLD),
    ("Workbook", FileKind.SHEET_OLD),
    ("PowerPoint Document", FileKind.SLIDES),
    ("__substg1.0_", FileKind.MAIL_OUTLOOK),
    ("Book", FileKind.SHEET_OLD),
)


def _find_kind_of_ole(data: bytes) -> FileKind:
    for name, kind in _STREAMS:
        if name.encode("utf-16-le") in data:
            return kind
    return FileKind.UNKNOWN


def _find_kind_of_text(data: bytes) -> FileKind:  # noqa: PLR0911  one sign after the other
    found = read_text(data)
    if found is None:
        return _find_kind_of_bytes(data)
    head = re.sub(r"\r\n?", "\n", found.text[:_HEAD]).lstrip("\ufeff")
    if not found.text.strip():
        return FileKind.EMPTY
    if kind := _find_kind_of_mail(head):
        return kind
    if "<rss" in head and "wordpress.org/export/" in head:
        return FileKind.WORDPRESS
    if "<svg" in head and not _HTML.match(head):
        return FileKind.PICTURE_OTHER
    if _HTML.match(head):
        return FileKind.HTML
    if head.lstrip().startswith('{"') and '"headline"' in found.text[: _HEAD * 16]:
        return FileKind.ARCHIVE
    return next((kind for sign, kind in _MADE if sign.match(head)), FileKind.TEXT)


#: Texts that programs write for programs.
_MADE = (
    (re.compile(r"\s*<\?xml.{0,400}(?:progid=.Word\.Document|<office:document\b)", re.DOTALL),
     FileKind.WORD_XML),
    (re.compile(r'(?:[^\n]*[,\t])?"?(?:标题|题目|稿件标题|文章标题)"?[,\t](?:[^\n]*[,\t])?"?(?:正文|内容|全文|稿件内容|文章内容)"?\s*(?:[,\t\n]|$)'),
     FileKind.LIST),
    (re.compile(r"\s*\[InternetShortcut\]|\s*<\?xml.{0,300}<key>URL</key>", re.DOTALL),
     FileKind.SHORTCUT),
    (re.compile(r'\s*(?:<\?xml\b|BEGIN:V[A-Z]+\s|[\[{]\s*(?:[\[{]\s*)?"[^"\n]{1,60}"\s*[:,\]])'),
     FileKind.DATA),
)  # fmt: skip


def _find_kind_of_bytes(data: bytes) -> FileKind:
    """Mails and saved pages may mix encodings, and are recognised all the same."""
    head = data[:_HEAD].decode("latin-1")
    if kind := _find_kind_of_mail(head):
        return kind
    return FileKind.HTML if _HTML.match(head) and b"\0" not in data else FileKind.UNKNOWN


def _find_kind_of_mail(head: str) -> FileKind | None:
    """A head of fields, of which three at least are those of mails, and then an empty line."""
    lines = head.lstrip("\r\n").splitlines()
    if lines and lines[0].startswith("From ") and len(lines) > 1:
        lines = lines[1:]  # of a mailbox
    fields: set[str] = set()
    for line in lines:
        if not line.strip():
            break
        if line[0] in " \t" and fields:
            continue
        if not _FIELD.match(line) and not re.match(r"[A-Za-z][A-Za-z-]{1,40}:$", line):
            return None
        fields.add(line.partition(":")[0].lower())
    known = fields & _MAIL_FIELDS
    if {"mime-version", "content-type"} <= fields and "from" not in fields:
        related = re.search(r"multipart/related|text/html", head, re.IGNORECASE)
        return FileKind.MHTML if related else FileKind.MAIL  # as Word and WPS save a page
    if len(known) < 3 and not ("from" in known and "subject" in known):
        return None
    saved = "multipart/related" in head and "snapshot-content-location" in head.lower()
    saved = saved or (
        "multipart/related" in head and "to" not in fields and "received" not in fields
    )
    return FileKind.MHTML if saved else FileKind.MAIL
