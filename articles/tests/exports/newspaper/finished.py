"""The sheets of a newspaper as typst was told to set them."""

from articles.exports.newspaper import pdf
from articles.exports.newspaper.acceptance import accept_newspaper
from articles.tests.contents import RIVER, paragraph

SAID = paragraph("老丁把伞收好，说：“水到膝盖，它就来。”" + RIVER * 3)


def sheets(monkeypatch, contents):
    """(typst's data of each sheet, the newspaper)."""
    kept = []

    def accept(glyphs, pages, told):
        kept.extend(pages)
        accept_newspaper(glyphs, pages, told)

    monkeypatch.setattr(pdf, "accept_newspaper", accept)
    made = pdf.make_newspaper(contents, with_pictures=False)
    return kept, made


def parts(sheet, *what):
    return [
        (stand, part)
        for stand in sheet["stands"]
        for part in stand["parts"]
        if part["what"] in what
    ]
