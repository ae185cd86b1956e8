"""Sends a file to the reader of its kind, whatever it is called."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from articles.imports import office
from articles.imports.acts import ImportRefused
from articles.imports.decoding import decode
from articles.imports.kinds import FileKind, find_kind
from articles.imports.material.contents import Material, MaterialPicture
from articles.imports.material.mail import read_mails, read_plain
from articles.imports.material.packs import read_pack
from articles.imports.material.placing import place_loose
from articles.imports.material.sheets import read_list, read_sheet
from articles.imports.material.webpages import read_saved_page, read_webpage
from articles.text.word import WordRefused, read_word
from articles.text.word.labelled import says_its_heads
from articles.text.word.notes import Margin
from articles.text.word.package import open_package
from articles.text.word.plain import items_of_text
from articles.text.word.reading import doubt_twins

Reader = Callable[[bytes, str, int], Material]
_DEEPEST = 3
#: What can't be read, with what to do instead.
_REFUSALS = {
    FileKind.LOCKED: "文件有密码，打不开。请去掉密码再送来。",
    FileKind.SHEET_MACRO: "这个表格带宏。请另存为“.xlsx”再送来。",
    FileKind.SHEET_OLD: "这是老格式的Excel表格。请另存为“.xlsx”再送来。",
    FileKind.SHEET_OPEN: "这是OpenDocument表格。请另存为“.xlsx”再送来。",
    FileKind.WORD_XML: "这是XML格式的文档。请在Word或WPS里打开，另存为“.docx”再送来。",
    FileKind.IWORK: "这是苹果电脑的文稿（Pages、Numbers、Keynote），这里打不开。"
    "请在那里选“文件—导出为—Word”，把“.docx”送来，照片另附。",
    FileKind.OFD: "这是OFD版式文件，读不了。请在OFD阅读器里另存为PDF，或导出为Word再送来。",
    FileKind.EBOOK: "这是电子书（EPUB），不是稿件。请把要用的文字存成“.docx”再送来。",
    FileKind.PRINTOUT: "这是XPS版式文件，读不了。请另存为PDF再送来。",
    FileKind.WINMAIL: "这是Outlook打的包（winmail.dat），附件封在里面，别的程序取不出来。"
    "请发件人在Outlook里把邮件格式改成“HTML”或“纯文本”再发一次，或者把附件单独送来。",
    FileKind.SHORTCUT: "这是网页的快捷方式，里面没有文字。请打开网页，复制文字贴进来。",
    FileKind.DATA: "这是程序用的数据，不是稿件。请把文字存成“.docx”或“.txt”再送来。",
    FileKind.SLIDES: "演示文稿读不成稿件。请把文字另存为“.docx”，图片另附。",
    FileKind.MAIL_OUTLOOK: "这是Outlook的邮件。请在Outlook里另存为“.eml”，或者把附件单独送来。",
    FileKind.WORDPRESS: "这是整个网站的存档。请管理员用命令import_archive导入。",
    FileKind.ARCHIVE: "这是旧档。请管理员用命令import_archive导入。",
    FileKind.PACKED: "这种压缩包读不了。请压缩成“.zip”再送来。",
    FileKind.PICTURE_OTHER: "这种图形用不了。照片请导出成JPEG或PNG再送来。",
    FileKind.MEDIA: "视频和音频不收。",
    FileKind.EMPTY: "文件是空的，没有内容。",
    FileKind.BROKEN: "文件损坏，打不开。请重新导出或重新压缩再送来。",
    FileKind.UNKNOWN: "认不出这是什么文件。请存成“.docx”再送来。",
    FileKind.PDF: "这是版面的PDF，不是稿件。请送到来稿导入，命令请用import_page。",
    FileKind.TEXT: "这是一般文字，没有当稿件读。",
}


def read_material(
    data: bytes, name: str = "", *, depth: int = 0, beside: Mapping[str, bytes] | None = None
) -> Material:
    """Read any file, hostile or not, without the database. Raises ImportRefused with what to do.

    `beside` are the files that came in the folder of a page.
    """
    kind = find_kind(data)
    reader = _READERS.get(kind)
    if reader is None:
        raise ImportRefused(_REFUSALS[kind])
    if depth > _DEEPEST:
        raise ImportRefused("文件里套着文件，套得太深，没有读。请拆开再送来。")
    if kind == FileKind.HTML and beside:
        reader = _read_page(beside)
    try:
        material = reader(data, name, depth)
    except WordRefused as refused:
        raise ImportRefused(str(refused)) from refused
    except RecursionError as deep:
        raise ImportRefused("文件的内容层层相套，读不了。请把文字贴进新文档再送来。") from deep
    if depth == 0:
        place_loose(material, name)
        material.stories[:] = doubt_twins(material.stories)
    return material


def _read_word(data: bytes, name: str, depth: int) -> Material:
    manuscript = read_word(data)
    package = open_package(data)
    pictures = [
        MaterialPicture(part.rpartition("/")[2], partial(package.bytes_of, part))
        for part in manuscript.parts
    ]
    return Material.of(manuscript, pictures)


def _read_old(data: bytes, name: str, depth: int) -> Material:
    return _read_word(office.to_docx(data, find_kind(data)), name, depth)


def _read_picture(data: bytes, name: str, depth: int) -> Material:
    return Material(loose=[MaterialPicture(name, lambda: data)])


def _read_mail(data: bytes, name: str, depth: int) -> Material:
    return read_mails(data, partial(read_material, depth=depth + 1))


def _read_pack(data: bytes, name: str, depth: int) -> Material:
    return read_pack(data, partial(read_material, depth=depth + 1))


def _read_page(beside: Mapping[str, bytes] | None = None) -> Reader:
    return lambda data, name, depth: read_webpage(data, beside)


def _read_text(data: bytes, name: str, depth: int) -> Material:
    """A plain text that says itself what its headlines are; any other is a page."""
    text, _ = decode(data)
    if not is_manuscript(text):
        raise ImportRefused(_REFUSALS[FileKind.TEXT])
    return read_plain(text)


def is_manuscript(text: str) -> bool:
    return says_its_heads(items_of_text(text, Margin()))


_READERS: dict[FileKind, Reader] = {
    FileKind.TEXT: _read_text,
    FileKind.WORD: _read_word,
    FileKind.WORD_MACRO: _read_word,
    FileKind.WORD_OLD: _read_old,
    FileKind.RTF: _read_old,
    FileKind.ODT: _read_old,
    FileKind.PICTURE: _read_picture,
    FileKind.MAIL: _read_mail,
    FileKind.ZIP: _read_pack,
    FileKind.HTML: _read_page(),
    FileKind.MHTML: lambda data, name, depth: read_saved_page(data),
    FileKind.SHEET: lambda data, name, depth: read_sheet(data),
    FileKind.LIST: lambda data, name, depth: read_list(data),
}
#: The kinds that are read.
READ = frozenset(_READERS)
