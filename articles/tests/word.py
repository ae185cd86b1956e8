"""Word files as contributors write them, and as only a program could."""

import zipfile
from io import BytesIO
from xml.sax.saxutils import escape

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml.ns import qn
from docx.shared import Pt

from articles.tests import make
from articles.text.word import read_word

_ALIGN = {"center": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT}
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    f'xmlns:r="{_OFFICE}" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
BODY = "江边的步道昨日通了，从东渡桥一直走到望津码头，沿途添了十二处座椅和三座雨棚。"


def written(*lines):
    """A file by python-docx. A line is its text, or (text, how): style, size, bold, align, face,
    page (a page break before it), picture (its bytes, before the text)."""
    document = Document()
    for line in lines:
        text, how = line if isinstance(line, tuple) else (line, {})
        if callable(text):
            text(document)
            continue
        paragraph = document.add_paragraph(style=how.get("style"))
        if how.get("page"):
            paragraph.add_run().add_break(WD_BREAK.PAGE)
        if how.get("picture"):
            paragraph.add_run().add_picture(BytesIO(how["picture"]))
        if text:
            dress(paragraph.add_run(text), how)
        if how.get("align"):
            paragraph.alignment = _ALIGN[how["align"]]
    return saved(document)


def dress(run, how):
    if "size" in how:
        run.font.size = Pt(how["size"])
    if "bold" in how:
        run.font.bold = how["bold"]
    if "face" in how:
        run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), how["face"])


def saved(document):
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def paragraph(text="", *, properties="", run="", inner=""):
    """A paragraph as XML; `inner` stands behind the text."""
    said = f'<w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{said if text else ''}{inner}</w:p>"


def raw(body, *, parts=(), relations=(), main="word/document.xml"):
    """A file whose document is `body`. `parts`: name to bytes; `relations`: (id, kind, target)."""
    links = "".join(
        f'<Relationship Id="{key}" Type="{_OFFICE}/{kind}" Target="{target}"'
        f"{' TargetMode=' + chr(34) + 'External' + chr(34) if '//' in target else ''}/>"
        for key, kind, target in relations
    )
    rels = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    files = {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/{main}" ContentType="{_MAIN}"/></Types>'
        ),
        "_rels/.rels": (
            f'{rels}<Relationship Id="r" Type="{_OFFICE}/officeDocument" Target="{main}"/>'
            "</Relationships>"
        ),
        main: f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": f"{rels}{links}</Relationships>",
        **dict(parts),
    }
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name, content)
    return out.getvalue()


def paragraphs_and_notes(body, **more):
    """The paragraphs, and of each note its code and passages."""
    manuscript = read_word(raw(body, **more))
    blocks = [each["text"] for story in manuscript.stories for each in story.as_json()["blocks"]]
    return blocks, {note.code: note.passages for note in manuscript.notes}


def part(root, inner):
    """An XML part of the w namespace: comments, footnotes, header …"""
    return f"<w:{root} {NAMESPACES}>{inner}</w:{root}>"


def inline_picture(key="p1", alt=""):
    """A picture in a run, whose file is the relation `key`."""
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr="{alt}"/><a:graphic>'
        f'<a:graphicData><pic:pic><pic:blipFill><a:blip r:embed="{key}"/></pic:blipFill></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def with_picture(body, **more):
    """`raw` with a picture under the id p1."""
    return raw(
        body,
        parts={"word/media/image1.png": make.picture(), **more.get("parts", {})},
        relations=[("p1", "image", "media/image1.png"), *more.get("relations", ())],
    )


def run(text, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def box(*texts):
    return f"<w:txbxContent>{''.join(map(paragraph, texts))}</w:txbxContent>"


def drawn(inner):
    return (
        '<w:drawing><wp:anchor><wp:docPr id="1" name="x"/><a:graphic><a:graphicData>'
        f"{inner}</a:graphicData></a:graphic></wp:anchor></w:drawing>"
    )


def shape(inner):
    return f"<w:pict><v:shape>{inner}</v:shape></w:pict>"


def field(code, *result):
    shown = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + "".join(result) if result else ""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{code}</w:instrText></w:r>{shown}"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
