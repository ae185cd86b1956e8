"""What Word, WPS and their like write in ways of their own is read as it is seen, or told."""

import pytest

from articles.tests import make, word
from articles.tests.word import BODY, drawn, field, paragraph, run, shape
from articles.text.word import read_word
from articles.text.word.fields import field_text, symbol_text

PICTURE = make.picture()
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def read(inner, **more):
    """What stands between two paragraphs, how many pictures, and of each note its passages."""
    given = {
        "parts": {"word/media/image1.png": PICTURE},
        "relations": [("p1", "image", "media/image1.png")],
    } | more
    body = paragraph(BODY) + paragraph(inner=inner) + paragraph(BODY)
    manuscript = read_word(word.raw(body, **given))
    blocks = [each["text"] for story in manuscript.stories for each in story.as_json()["blocks"]]
    notes = {note.code: note.passages for note in manuscript.notes}
    return [each for each in blocks if each != BODY], len(manuscript.parts), notes


def fonts(name):
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}"/>'


def sign(font, char):
    return f'<w:r><w:rPr>{fonts(font)}</w:rPr><w:sym w:font="{font}" w:char="{char}"/></w:r>'


def form(inside, code):
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{inside}</w:ffData></w:fldChar></w:r>'
        f"<w:r><w:instrText>{code}</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


CHOICES = '<w:listEntry w:val="东渡街道"/><w:listEntry w:val="望津街道"/>'
TICK = '<w:sym w:font="Wingdings" w:char="F0FE"/>'
TEXTS = {
    "a letter of a symbol font is a tick": (
        run("ü", fonts("Wingdings")) + run("同意"), "✓同意", {},
    ),
    "so is its private number": (run("\uf0fc", fonts("Wingdings")) + run("同意"), "✓同意", {}),
    "a letter of any other font is itself": (run("ü", fonts("Arial")), "ü", {}),
    "one that nobody knows": (
        run("é", fonts("Wingdings")), "〓", {"symbol": ("Wingdings 00E9",)},
    ),
    "a sign in its own font is read once": (
        run("3") + sign("Symbol", "F0B4") + run("4"), "3×4", {},
    ),
    "a box that is ticked": (
        form("<w:checkBox><w:checked/></w:checkBox>", "FORMCHECKBOX") + run("同意"), "☑同意", {},
    ),
    "a box that was unticked again": (
        form('<w:checkBox><w:default w:val="1"/><w:checked w:val="0"/></w:checkBox>',
             "FORMCHECKBOX"),
        "☐", {},
    ),
    "a choice": (
        form(f'<w:ddList><w:result w:val="1"/>{CHOICES}</w:ddList>', "FORMDROPDOWN"),
        "望津街道", {},
    ),
    "the first choice": (form(f"<w:ddList>{CHOICES}</w:ddList>", "FORMDROPDOWN"), "东渡街道", {}),
    "a choice that is not there": (
        run("见") + form(f'<w:ddList><w:result w:val="9"/>{CHOICES}</w:ddList>', "FORMDROPDOWN"),
        "见", {"field": ("FORMDROPDOWN",)},
    ),
    "a field whose result is a sign": (
        run("满意") + f'<w:fldSimple w:instr=" REF a "><w:r>{TICK}</w:r></w:fldSimple>',
        "满意☑", {},
    ),
    "a field whose result is empty": (
        run("满意") + '<w:fldSimple w:instr=" REF a "/>', "满意", {"field": ("REF a",)},
    ),
    "hidden in the view of a browser alone": (
        run("步道") + run("昨日", "<w:webHidden/>") + run("通了。"), "步道昨日通了。", {},
    ),
    "a sign as a field": (run("31") + field(r"SYMBOL 176 \f Symbol"), "31°", {}),
    "characters put together": (
        field(r"EQ \o(\s\up 6(东渡),\s\do 2(望津))"), "东渡望津", {"equation": ("东渡望津",)},
    ),
    "a character in a frame": (field(r"EQ \x(急)"), "急", {"equation": ("急",)}),
    "another file in the file": (
        run("见。") + '<w:subDoc r:id="s"/>', "见。", {"altchunk": ("file:///C:/b.docx",)},
    ),
    "ink": (
        run("见。") + '<w:r><w:contentPart r:id="s"/></w:r>', "见。", {"object": ("手写的墨迹",)},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TEXTS)
def test_a_program_s_own_way_of_writing_is_read_as_it_is_seen(name):
    inner, text, notes = TEXTS[name]

    relations = [("s", "subDocument", "file:///C:/b.docx")]
    assert read(inner, parts={}, relations=relations) == ([text], 0, notes)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (r"EQ \r(3,x)", "3√(x)"),
        (r"EQ \r(x)", "√(x)"),
        (r"eq \f(\r(2),3)", "√(2)/3"),
        (r"EQ \b(x)", "(x)"),
        (r"EQ \a(东渡,望津)", "东渡 望津"),
        (r"EQ \s\up5(2)", "2"),
        (r"EQ \x(一\, 二)", "一, 二"),
        (r"EQ 30m\s\up5(2) \* MERGEFORMAT", "30m2"),
        (r"EQ \f(1", "1"),
        ("DATE", ""),
    ],
)
def test_a_field_of_marks_loses_none_of_its_characters(code, text):
    assert field_text(code) == text


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (r"SYMBOL 252 \f Wingdings \s 12", "✓"),
        (r'SYMBOL 0xFC \f "Wingdings"', "✓"),
        (r"SYMBOL 28193 \u", "渡"),
        ("SYMBOL 65", "A"),
        (r"SYMBOL 55296 \u", ""),
        (r"SYMBOL 1114112 \u", ""),
        (r"SYMBOL 233 \f Wingdings", ""),
        ("SEQ 图", ""),
    ],
)
def test_a_field_of_one_sign_shows_it_or_nothing(code, text):
    assert symbol_text(code) == text


def maths(inner):
    return f"<m:oMath>{inner}</m:oMath>"


def said(text):
    return f"<m:r><m:t>{text}</m:t></m:r>"


def part(name, inner):
    return f"<m:{name}>{inner}</m:{name}>"


_SUM = part("naryPr", '<m:chr m:val="∑"/>')
_BRACKETS = part("dPr", '<m:begChr m:val="["/><m:sepChr m:val=","/><m:endChr m:val="]"/>')
FORMULAS = {
    "∑_(i=1)^n x": part("nary", _SUM + part("sub", said("i=1")) + part("sup", said("n"))
                        + part("e", said("x"))),
    "∫ x": part("nary", part("naryPr", "") + part("sub", "") + part("e", said("x"))),
    "[x,y]": part("d", _BRACKETS + part("e", said("x")) + part("e", said("y"))),
    "x_1^2": part("sSubSup", part("e", said("x")) + part("sub", said("1"))
                  + part("sup", said("2"))),
    "(1, 2; 3, 4)": part("m", "".join(part("mr", part("e", said(a)) + part("e", said(b)))
                                      for a, b in ("12", "34"))),
    "√(a+b)": part("rad", part("deg", "") + part("e", said("a+b"))),
    "lim_(n→0) x": part("func", part("fName", part("limLow", part("e", said("lim"))
                        + part("lim", said("n→0")))) + part("e", said("x"))),
}  # fmt: skip


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_is_written_with_its_signs(text):
    assert read(maths(FORMULAS[text])) == ([text], 0, {"equation": (text,)})


def picture(blip='<a:blip r:embed="p1"/>', form="", properties=""):
    return (
        f'<w:r><w:drawing><wp:anchor><wp:docPr id="1" name="x" {properties}/><a:graphic>'
        f"<a:graphicData><pic:pic><pic:blipFill>{blip}</pic:blipFill><pic:spPr>{form}</pic:spPr>"
        "</pic:pic></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>"
    )


def old(inner, style=""):
    return f"<w:r>{shape(inner)}</w:r>".replace("<v:shape>", f'<v:shape style="{style}">')


OLD = '<v:imagedata r:id="p1"/>'
PICTURES = {
    "as it is": (picture(form='<a:xfrm rot="0"/>'), 1, {}),
    "a whole turn": (picture(form='<a:xfrm rot="21600000"/>'), 1, {}),
    "turned": (picture(form='<a:xfrm rot="5400000"/>'), 1, {"turned": ()}),
    "mirrored": (picture(form='<a:xfrm flipH="1"/>'), 1, {"turned": ()}),
    "hidden": (picture(properties='hidden="1"'), 0, {"hidden": ("图片",)}),
    "in hidden text": (
        f"<w:r><w:rPr><w:vanish/></w:rPr>{picture()[5:]}", 0, {"hidden": ("图片",)},
    ),
    "old": (old(OLD, "width:90pt;rotation:0;visibility:visible"), 1, {}),
    "old, turned": (old(OLD, "width:90pt;rotation:90"), 1, {"turned": ()}),
    "old, hidden": (old(OLD, "visibility: hidden"), 0, {"hidden": ("图片",)}),
    "old, cropped": (
        old('<v:imagedata r:id="p1" croptop="6554f" cropleft="0"/>'), 1, {"cropped": ()},
    ),
    "old, filling a shape": (old('<v:fill r:id="p1" type="frame"/>'), 1, {}),
    "a colour that fills a shape": (old('<v:fill color="red"/>' + OLD), 1, {}),
}  # fmt: skip


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_comes_in_and_what_the_file_did_to_it_is_told(name):
    inner, count, notes = PICTURES[name]
    assert read(inner) == ([], count, notes)


@pytest.mark.parametrize("name", ["image1.tmp", "image1", "image1.emf"])
@pytest.mark.parametrize(("content", "count"), [(PICTURE, 1), (b"\1\0\0\0" + bytes(40), 0)])
def test_a_picture_is_known_by_what_is_in_it_where_its_name_says_nothing(name, content, count):
    told = {} if count else {"picture": (name,)}

    found = read(
        picture(),
        parts={f"word/media/{name}": content},
        relations=[("p1", "image", f"media/{name}")],
    )
    assert found == ([], count, told)


def test_pictures_in_headers_and_notes_are_told():
    link = f'<Relationships xmlns="{RELATIONS}"/>'
    note = f'<w:footnote w:id="2"><w:p>{picture()}</w:p></w:footnote>'
    parts = {
        "word/header1.xml": word.part("hdr", f"<w:p>{picture()}</w:p>"),
        "word/_rels/header1.xml.rels": link,
        "word/footnotes.xml": word.part("footnotes", note),
    }
    relations = [("h", "header", "header1.xml"), ("n", "footnotes", "footnotes.xml")]

    inner = run("正文。") + '<w:r><w:footnoteReference w:id="2"/></w:r>'
    assert read(inner, parts=parts, relations=relations) == (
        ["正文。"],
        0,
        {"header": ("图片",), "footnote": ("图片",)},
    )


def test_a_hidden_box_is_told_with_its_words():
    hidden = drawn(
        f"<wps:wsp><wps:txbx><w:txbxContent>{paragraph('框里')}</w:txbxContent></wps:txbx></wps:wsp>"
    ).replace('name="x"', 'name="x" hidden="1"')

    inner = run("正文。") + f"<w:r>{hidden}</w:r>"
    assert read(inner) == (["正文。"], 0, {"hidden": ("框里",)})
