"""Writes a Word document as a file, with its author, but without the current time."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from io import BytesIO
from zipfile import ZipFile

from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from articles.exports.bundle import pack_zip


def finish_document(document: WordDocument, title: str, author: str, day: date) -> bytes:
    """The bytes of the document, dated noon of `day`; the same document gives the same bytes."""
    about = document.core_properties
    about.title = title[:255]
    about.author = about.last_modified_by = author[:255]
    about.comments, about.keywords, about.language = "", "", "zh-CN"
    about.created = about.modified = datetime.combine(day, time(4), UTC).replace(tzinfo=None)
    about.revision = 1
    package = document.part.package
    for key, related in list(package.rels.items()):
        if related.reltype.endswith("/thumbnail"):  # statistics of the template's empty page
            del package.rels[key]
    # Else Word and others spread the words of a line that ends with a break over its whole width.
    document.settings.element.find(qn("w:compat")).insert(
        0, OxmlElement("w:doNotExpandShiftReturn")
    )
    mode = document.settings.element.find(f".//{qn('w:compatSetting')}")
    mode.set(qn("w:val"), "15")  # compatibilityMode of Word 2013 and later
    out = BytesIO()
    document.save(out)
    with ZipFile(out) as archive:
        return pack_zip([(name, archive.read(name)) for name in archive.namelist()], day)
