"""An issue as a Word document: our own styles, East Asian faces, a table of contents."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_BREAK
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from articles import photos
from articles.exports import pictures, wording
from articles.exports.contents import Contents, IssueArticle, IssuePage, Kind, Picture
from articles.exports.links import Links
from articles.exports.word.file import finish_document
from articles.exports.word.styles import TEXT_WIDTH, restart_numbering, set_numberings, set_styles
from articles.exports.word.tables import write_table
from articles.text.body import Block, Runs
from articles.text.characters import clean_for_screen, clean_to_one_line

_HEIGHT = Cm(17)
#: The size of a headline in points, by the article's place on its page.
_LADDER: dict[Kind, float] = {"lead": 26, "second": 20, "photo": 20, "brief": 16}
#: A word that a justified line may be broken in, since the line before it would be torn apart.
_ENDLESS = re.compile("[!-~]{24,}")


def make_docx(contents: Contents, *, tell: Callable[[], object] = lambda: None) -> bytes:
    """The Word document; calls `tell` after each article. Raises IssueRefused."""
    document = Document()
    set_styles(document)
    _paper(document, contents)
    _title_page(document, contents)
    marks = {piece.article: f"#{_bookmark(piece)}" for piece in contents.pieces}
    writer = _Writer(document, Links(contents.site_url, marks))
    for sheet in contents.sheets:
        if not sheet.pieces:
            continue
        writer.sheet(sheet)
        for piece in sheet.pieces:
            writer.piece(piece)
            tell()
    if contents.corrections:
        writer.corrections(contents.corrections)
    title, author = wording.full_title(contents), contents.sponsor or contents.name
    return finish_document(
        document, clean_to_one_line(title), clean_to_one_line(author), contents.date
    )


class _Writer:
    """Appends articles to the document."""

    def __init__(self, document: WordDocument, links: Links):
        self._document = document
        self._links = links
        self._marks = 0
        self._bullets, self._figures = set_numberings(document)

    def sheet(self, sheet: IssuePage) -> None:
        heading = self._heading([wording.page_name(sheet)], "Heading 1", f"_page{sheet.number}")
        heading.paragraph_format.page_break_before = True

    def piece(self, piece: IssueArticle) -> None:
        if piece.section:
            self._plain(piece.section, "栏名")
        if piece.kicker:
            self._plain(piece.kicker, "引题")
        size = Pt(_LADDER[piece.kind])
        self._heading(piece.headline_lines, "Heading 2", _bookmark(piece), size=size)
        if piece.subhead:
            self._plain(piece.subhead, "副题")
        if piece.writers:
            names = wording.APART.join(each.in_full for each in piece.writers)
            self._plain(names, "署名")
        at, words = wording.find_pulled(piece) or (-1, "")
        for number, each in enumerate(piece.flow):
            if number == at:
                self._plain(words, "引语")
            if isinstance(each, Picture):
                self._photo(piece, each)
            else:
                self._block(each)
        self._plain(wording.APART.join(wording.foot(piece)), "篇末")

    def corrections(self, texts: tuple[str, ...]) -> None:
        heading = self._heading(["更正"], "Heading 1", "_corrections")
        heading.paragraph_format.page_break_before = True
        for text in texts:
            self._plain(text, "Normal", lines=True)

    def _plain(self, text: str, style: str, *, lines: bool = False) -> Paragraph:
        text = clean_for_screen(text) if lines else clean_to_one_line(text)
        return self._document.add_paragraph(text, style)

    def _heading(
        self, lines: Sequence[str], style: str, bookmark: str, *, size: Pt | None = None
    ) -> Paragraph:
        """A heading with a bookmark, to which the table of contents links."""
        paragraph = self._plain("", style)
        for number, line in enumerate(map(clean_to_one_line, lines)):
            if number:
                paragraph.add_run().add_break(WD_BREAK.LINE)
            paragraph.add_run(line).font.size = size
        self._marks += 1
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        for mark in (start, end):
            mark.set(qn("w:id"), str(self._marks))
        start.set(qn("w:name"), bookmark)
        paragraph._p.insert(1, start)  # after its properties
        paragraph._p.append(end)
        return paragraph

    def _block(self, block: Block) -> None:
        match block.kind:
            case "crosshead":
                self._runs(self._plain("", "Heading 3"), block.runs)
            case "quote":
                for item in block.items:
                    self._runs(self._plain("", "Quote"), item)
            case "list":
                for item in block.items:
                    self._item(item, "List Bullet", self._bullets)
            case "ordered":
                number = restart_numbering(self._document, self._figures, block.start)
                for item in block.items:
                    self._item(item, "List Number", number)
            case "table":
                write_table(self._document, block, self._runs)
                self._plain("", "表后")
            case _:
                self._runs(self._plain("", "Body Text"), block.runs)

    def _item(self, item: Runs, style: str, number: int) -> None:
        paragraph = self._plain("", style)
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = 0
        properties.get_or_add_numId().val = number
        self._runs(paragraph, item)

    def _runs(self, paragraph: Paragraph, runs: Runs) -> None:
        if any(_ENDLESS.search(run.text) for run in runs):
            _break_words(paragraph)
        for run in runs:
            address = self._links.to(run.href) if run.href else ""
            written = paragraph.add_run(clean_for_screen(run.text))
            written.bold = True if run.bold else None
            if run.script == "sup":
                written.font.superscript = True
            elif run.script == "sub":
                written.font.subscript = True
            if run.em:
                dots = OxmlElement("w:em")
                dots.set(qn("w:val"), "underDot")
                written._r.get_or_add_rPr().append(dots)
            if address:
                written.style = "Hyperlink"
                _link(paragraph, written, address)

    def _photo(self, piece: IssueArticle, picture: Picture) -> None:
        image = pictures.open_picture(piece, picture)
        width, height = _room(*image.size)
        paragraph = self._plain("", "图片")
        paragraph.add_run().add_picture(BytesIO(pictures.encode_jpeg(image)), width, height)
        said = clean_to_one_line(wording.write_caption(picture))
        paragraph.paragraph_format.keep_with_next = bool(said)
        about = paragraph._p.xpath(".//wp:docPr")[0]
        about.set("descr", clean_to_one_line(wording.describe_photo(piece, picture)))
        about.set("name", f"图{picture.number}")
        if said:
            self._plain(said, "Caption")


def _room(width: int, height: int) -> tuple[int, int]:
    """The printed size: as wide as the text, but no taller than fits a page, and not enlarged."""
    wide = min(TEXT_WIDTH, int(width / photos.DENSITY * Pt(72)))
    tall = int(wide * height / width)
    return (wide, tall) if tall <= _HEIGHT else (int(_HEIGHT * width / height), _HEIGHT)


def _break_words(paragraph: Paragraph) -> None:
    """Let lines end within words: 允许西文在单词中间换行."""
    wrap = OxmlElement("w:wordWrap")
    wrap.set(qn("w:val"), "0")
    paragraph._p.get_or_add_pPr().insert_element_before(
        wrap, "w:overflowPunct", "w:spacing", "w:ind", "w:jc", "w:rPr", "w:sectPr"
    )


def _bookmark(piece: IssueArticle) -> str:
    return f"_article{piece.article}"


def _link(paragraph: Paragraph, run: Run, address: str) -> None:
    link = OxmlElement("w:hyperlink")
    if address.startswith("#"):
        link.set(qn("w:anchor"), address[1:])
    else:
        related = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        link.set(qn("r:id"), related)
    run._r.addprevious(link)
    link.append(run._r)


# The title page


def _title_page(document: WordDocument, contents: Contents) -> None:
    line, *facts = wording.facts(contents)
    document.add_paragraph(clean_for_screen(contents.name), "Title")
    document.add_paragraph(clean_for_screen(line), "Subtitle")
    for fact in facts:
        document.add_paragraph(clean_for_screen(fact), "刊头")
    document.add_paragraph("目录", "TOC Heading")
    _contents_table(document, contents)


def _contents_table(document: WordDocument, contents: Contents) -> None:
    """A field that Word fills with page numbers; until then our own lines link to the articles."""
    lines = []
    for sheet in contents.sheets:
        if sheet.pieces:
            lines.append((wording.page_name(sheet), "toc 1", f"#_page{sheet.number}"))
            lines += [(piece.title, "toc 2", f"#{_bookmark(piece)}") for piece in sheet.pieces]
    if contents.corrections:
        lines.append(("更正", "toc 1", "#_corrections"))
    for number, (text, style, address) in enumerate(lines):
        paragraph = document.add_paragraph(style=style)
        if number == 0:
            _field(paragraph, "begin", dirty=True)
            _instruction(paragraph, r'TOC \o "1-2" \h \z \u')
            _field(paragraph, "separate")
        _link(paragraph, paragraph.add_run(clean_to_one_line(text)), address)
        if number == len(lines) - 1:
            _field(paragraph, "end")


def _field(paragraph: Paragraph, kind: str, *, dirty: bool = False) -> None:
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    if dirty:
        mark.set(qn("w:dirty"), "true")  # Word counts the pages when it opens the file
    paragraph.add_run()._r.append(mark)


def _instruction(paragraph: Paragraph, text: str) -> None:
    instruction = OxmlElement("w:instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = f" {text} "
    paragraph.add_run()._r.append(instruction)


# Paper, styles, numbering


def _paper(document: WordDocument, contents: Contents) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.75)
    section.top_margin = section.bottom_margin = Cm(2.5)
    section.different_first_page_header_footer = True
    head = section.header.paragraphs[0]
    head.text = clean_for_screen(f"{contents.name}{wording.APART}{wording.issue_line(contents)}")
    head.style = "Header"
    foot = section.footer.paragraphs[0]
    foot.style = "Footer"
    _field(foot, "begin")
    _instruction(foot, "PAGE")
    _field(foot, "separate")
    foot.add_run("1")
    _field(foot, "end")
