"""The paragraph styles and lists of our Word documents, with East Asian fonts."""

from __future__ import annotations

from dataclasses import dataclass

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

#: The width of the text on the page.
TEXT_WIDTH = Cm(15.5)
_SONG, _HEI, _KAI, _LATIN = "宋体", "黑体", "楷体", "Times New Roman"
_RED = RGBColor(0xA3, 0x0F, 0x17)
_CENTRE, _JUSTIFIED = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
_LEFT, _RIGHT = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.RIGHT


@dataclass(frozen=True, slots=True)
class _Look:
    """A paragraph style; sizes and spaces are in points, `indent` in characters."""

    face: str = _SONG
    size: float = 12
    align: WD_ALIGN_PARAGRAPH = _JUSTIFIED
    before: float = 0
    after: float = 0
    leading: float = 1.5
    indent: int = 0
    left: float = 0
    bold: bool = False
    colour: RGBColor | None = None
    keep: bool = False  # on the same page as the next paragraph
    ruled: bool = False  # between two rules in its colour


_LOOKS = {
    "Normal": _Look(),
    "Body Text": _Look(indent=2),
    "Title": _Look(_HEI, 48, _CENTRE, before=90, after=12, leading=1.2, bold=True, colour=_RED),
    "Subtitle": _Look(_HEI, 14, _CENTRE, after=18),
    "刊头": _Look(_SONG, 11, _CENTRE),
    "TOC Heading": _Look(_HEI, 16, _CENTRE, before=30, after=8, keep=True),
    "toc 1": _Look(_HEI, 12, _LEFT, before=8),
    "toc 2": _Look(_SONG, 11, _LEFT, left=24, leading=1.3),
    "Heading 1": _Look(_HEI, 18, _LEFT, after=12, leading=1.2, colour=_RED, keep=True),
    "栏名": _Look(_HEI, 11, _CENTRE, before=24, leading=1.2, colour=_RED, keep=True),
    "引题": _Look(_SONG, 12, _CENTRE, before=24, leading=1.2, keep=True),
    "Heading 2": _Look(_HEI, 20, _CENTRE, before=10, after=6, leading=1.25, bold=True, keep=True),
    "副题": _Look(_KAI, 14, _CENTRE, after=6, leading=1.3, keep=True),
    "署名": _Look(_KAI, 11, _CENTRE, after=8, keep=True),
    "Heading 3": _Look(_HEI, 13, _CENTRE, before=12, after=6, leading=1.3, keep=True),
    "Quote": _Look(_KAI, 13, _CENTRE, before=6, after=6),
    "引语": _Look(
        _SONG, 18, _CENTRE, before=14, after=14, leading=1.35, bold=True, colour=_RED, ruled=True
    ),
    "List Bullet": _Look(left=42),
    "List Number": _Look(left=42),
    "表格": _Look(_SONG, 10.5, _LEFT, leading=1.2),
    "表后": _Look(size=6, leading=1),
    "图片": _Look(align=_CENTRE, before=8, leading=1, keep=True),
    "Caption": _Look(_KAI, 10.5, _CENTRE, before=3, after=10, leading=1.2),
    "篇末": _Look(_KAI, 10.5, _RIGHT, before=8, after=6),
    "Header": _Look(_SONG, 9, _CENTRE, leading=1),
    "Footer": _Look(_SONG, 9, _CENTRE, leading=1),
}

_STAY = {"Default Paragraph Font", "Normal Table", "No List", "Table Grid"}


def set_styles(document: WordDocument) -> None:
    """Replace the template's styles, which have blue rules, Latin fonts and italics, by ours."""
    styles = document.styles
    for style in list(styles):
        if style.name not in _LOOKS and style.name not in _STAY:
            style.delete()
    _defaults(styles.element)
    known = {style.name for style in styles}
    for name, look in _LOOKS.items():
        # Word rebuilds the table of contents with its own styles of these names.
        style = (
            styles[name]
            if name in known
            else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=name.startswith("toc "))
        )
        _dress(style, look)
        if name != "Normal":
            style.base_style = styles["Normal"]
    link = styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER, builtin=True)
    link.font.color.rgb = RGBColor(0x0B, 0x50, 0x58)
    link.font.underline = True


def _dress(style: ParagraphStyle, look: _Look) -> None:
    for tag in ("w:pPr", "w:rPr", "w:link", "w:next"):
        for old in style.element.findall(qn(tag)):
            style.element.remove(old)
    font, paragraph = style.font, style.paragraph_format
    font.size, font.bold = Pt(look.size), look.bold
    font.name = _LATIN
    faces = style.element.rPr.rFonts
    faces.set(qn("w:eastAsia"), look.face)
    faces.set(qn("w:cs"), _LATIN)
    if look.colour is not None:
        font.color.rgb = look.colour
    paragraph.alignment, paragraph.line_spacing = look.align, look.leading
    paragraph.space_before, paragraph.space_after = Pt(look.before), Pt(look.after)
    paragraph.keep_with_next = look.keep
    paragraph.widow_control = True
    if look.ruled:
        _rule(style)
    if look.left:
        paragraph.left_indent, paragraph.first_line_indent = Pt(look.left), Pt(-18)
    if look.indent:
        paragraph.first_line_indent = Pt(look.size * look.indent)
        style.element.pPr.ind.set(qn("w:firstLineChars"), str(look.indent * 100))
    if style.name.startswith("toc "):
        paragraph.tab_stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    if style.name.startswith("Heading "):
        level = OxmlElement("w:outlineLvl")
        level.set(qn("w:val"), str(int(style.name[-1]) - 1))
        style.element.pPr.append(level)
    style.quick_style, style.hidden = True, False


def _rule(style: ParagraphStyle) -> None:
    """A heavy rule above its paragraphs and a fine one below, as the newspaper has them."""
    borders = OxmlElement("w:pBdr")
    for side, eighths in (("top", 12), ("bottom", 4)):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", eighths), ("space", 8), ("color", str(_RED))):
            line.set(qn(f"w:{name}"), str(value))
        borders.append(line)
    style.element.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:kinsoku", "w:wordWrap",
        "w:overflowPunct", "w:spacing", "w:ind", "w:jc", "w:outlineLvl", "w:rPr",
    )  # fmt: skip


def _defaults(styles: BaseOxmlElement) -> None:
    """The defaults of characters: our fonts, and Chinese as the language for spell checking."""
    look = styles.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for old in list(look):
        look.remove(old)
    faces = OxmlElement("w:rFonts")
    for script, face in (("ascii", _LATIN), ("hAnsi", _LATIN), ("eastAsia", _SONG), ("cs", _LATIN)):
        faces.set(qn(f"w:{script}"), face)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-US")
    language.set(qn("w:eastAsia"), "zh-CN")
    look.extend((faces, language))


_ABSTRACT = """<w:abstractNum {ns} w:abstractNumId="{id}"><w:multiLevelType w:val="singleLevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>
<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="840" w:hanging="360"/></w:pPr></w:lvl>
</w:abstractNum>"""


def set_numberings(document: WordDocument) -> tuple[int, int]:
    """(the numbering of bullet lists, the abstract numbering of numbered lists)."""
    numbering = document.part.numbering_part.element
    for old in list(numbering):
        numbering.remove(old)
    for id_, form, text in ((1, "bullet", "•"), (2, "decimal", "%1.")):
        numbering.append(parse_xml(_ABSTRACT.format(ns=nsdecls("w"), id=id_, form=form, text=text)))
    return numbering.add_num(1).numId, 2


def restart_numbering(document: WordDocument, pattern: int, start: int = 1) -> int:
    """Add a numbering that starts anew with this pattern, and return its id."""
    number = document.part.numbering_part.element.add_num(pattern)
    number.add_lvlOverride(0).add_startOverride(start)
    return int(number.numId)
