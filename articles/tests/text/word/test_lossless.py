"""No character of a Word file is lost: it is in a story, or a note tells of it."""

from collections import Counter
from xml.sax.saxutils import escape

from hypothesis import example, given
from hypothesis import strategies as st

from articles.tests import word
from articles.text.characters import UNSEEN
from articles.text.word import read_word

_CHARACTERS = st.characters(exclude_categories=("Cs", "Cc", "Cn"))
_TEXT = st.text(_CHARACTERS, max_size=40)
_WRITTEN = st.sampled_from(["江边的步道昨日通了。", "——", "（通讯员 费知夏）", "图为步道"])
_RUN = st.tuples(_TEXT | _WRITTEN, st.booleans(), st.sampled_from([None, 9, 12, 22]))
_PARAGRAPH = st.lists(_RUN, max_size=3)
STYLES = ("Normal", "Title", "Subtitle", "heading 1", "Caption")


def characters(text):
    """What a reader sees of a text: no spaces, nothing without a shape of its own."""
    return Counter(each for each in text if not each.isspace() and each not in UNSEEN)


def came_out(manuscript):
    said = []
    for story in manuscript.as_json()["stories"]:
        said += [story["kicker"], story["headline"], story["subhead"], *story["taken"]]
        said += [block["text"] for block in story["blocks"]]
        said += [photo["caption"] for photo in story["photos"]]
    said += [passage for note in manuscript.notes for passage in note.passages]
    return characters("".join(said))


def file_of(paragraphs):
    def run(text, bold, size):
        look = ("<w:b/>" if bold else "") + (f'<w:sz w:val="{size * 2}"/>' if size else "")
        said = f'<w:t xml:space="preserve">{escape(text)}</w:t>'
        return f"<w:r><w:rPr>{look}</w:rPr>{said}</w:r>"

    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/></w:style>'
        for name in STYLES
    )
    body = "".join(
        word.paragraph(
            properties=f'<w:pStyle w:val="{style}"/>', inner="".join(run(*each) for each in runs)
        )
        for style, runs in paragraphs
    )
    return word.raw(
        body,
        parts={"word/styles.xml": word.part("styles", styles)},
        relations=[("s", "styles", "styles.xml")],
    )


@given(st.lists(st.tuples(st.sampled_from(STYLES), _PARAGRAPH), max_size=8))
@example([("Normal", [("江", True, 22)]), ("Normal", [("费知夏", False, 9)])])
def test_no_character_of_any_text_is_lost(paragraphs):
    manuscript = read_word(file_of(paragraphs))

    typed = "".join(text for _, runs in paragraphs for text, _, _ in runs)
    assert [note.text for note in manuscript.notes if note.code == "remains"] == []
    assert characters(typed) - came_out(manuscript) == Counter()


@given(st.lists(st.lists(_TEXT, min_size=1, max_size=4), min_size=1, max_size=4), st.booleans())
def test_no_character_of_any_table_is_lost(rows, merged):
    def cell(text, n):
        down = (
            f"<w:vMerge{'' if n else ' w:val=' + chr(34) + 'restart' + chr(34)}/>" if merged else ""
        )
        return f"<w:tc><w:tcPr>{down}</w:tcPr>{word.paragraph(text)}</w:tc>"

    body = "".join(
        f"<w:tr>{''.join(cell(text, n) for text in row)}</w:tr>" for n, row in enumerate(rows)
    )
    manuscript = read_word(word.raw(f"<w:tbl>{body}</w:tbl>"))

    assert (
        characters("".join(text for row in rows for text in row)) - came_out(manuscript)
        == Counter()
    )
