"""What the elements of a Word file say of how it is built: where a paragraph, a section ends."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy

from lxml import etree  # type: ignore[import-untyped]

from articles.text.word.package import Element, W, child, is_on, local, value


def is_mark_gone(mark: Element) -> bool:
    """Does a paragraph go on in the next, for its end was deleted or hidden?"""
    if child(mark, "del") is not None or child(mark, "moveFrom") is not None:
        return True
    return is_on(child(mark, "vanish")) or is_on(child(mark, "specVanish"))


def wrap_run(run: Element) -> Element:
    paragraph = run.makeelement(W + "p")
    paragraph.append(deepcopy(run))
    return paragraph


def wrap_text(text: str) -> Element:
    """A box that holds the text and nothing else, made of one that is no element (WordArt)."""
    box = etree.Element(W + "txbxContent")
    run = etree.SubElement(etree.SubElement(box, W + "p"), W + "r")
    etree.SubElement(run, W + "t").text = text
    return box


def controls_around(cell: Element, row: Element) -> Iterator[Element]:
    """The content controls that hold a cell of a row, or the row itself."""
    for above in cell.iterancestors():
        if above.tag == W + "tbl":
            return
        if above is not row and local(above) == "sdt":
            yield above


def is_contents(control: Element) -> bool:
    """Is it the table of contents that Word makes of the headings?"""
    part = child(child(control, "sdtPr"), "docPartObj")
    return value(child(part, "docPartGallery")) == "Table of Contents"


def ends_section(properties: Element | None) -> bool:
    section = child(properties, "sectPr")
    if section is None:
        return False
    return value(child(section, "type")) not in ("continuous", "nextColumn")


def table_of(element: Element) -> Element | None:
    above = element.getparent()
    while above is not None and above.tag != W + "tbl":
        above = above.getparent()
    return above
