"""Paragraphs put together at random from what Word writes are read as Word shows them."""

from hypothesis import given
from hypothesis import strategies as st

from articles.tests import word
from articles.tests.word import BODY, field, paragraph, run
from articles.text.word import read_word

_WORDS = st.text("江边步道昨日通了沿途添座椅", min_size=2, max_size=5)


def _shown(write):
    return _WORDS.map(lambda text: (write(text), text, ()))


def _told(code, write):
    return _WORDS.map(lambda text: (write(text), "", ((code, text),)))


_SIGN = '<w:sym w:font="Wingdings" w:char="F0FE"/>'
#: A piece: its XML, what a reader sees of it, and what must be told of it.
_PIECE = st.one_of(
    _shown(run),
    _shown(lambda text: run(text[:1], "<w:i/>") + run(text[1:], '<w:color w:val="FF0000"/>')),
    _shown(lambda text: run(text, "<w:webHidden/>")),
    _shown(lambda text: run(text, '<w:strike w:val="0"/><w:vanish w:val="false"/>')),
    _shown(lambda text: run(text, "<w:rPrChange><w:rPr><w:strike/></w:rPr></w:rPrChange>")),
    _shown(lambda text: f"<w:sdt><w:sdtContent>{run(text)}</w:sdtContent></w:sdt>"),
    _shown(lambda text: f'<w:smartTag w:element="date">{run(text)}</w:smartTag>'),
    _shown(lambda text: f'<w:hyperlink w:anchor="x">{run(text)}</w:hyperlink>'),
    _shown(lambda text: field("REF x", run(text))),
    _shown(lambda text: f'<w:fldSimple w:instr=" REF x ">{run(text)}</w:fldSimple>'),
    _shown(
        lambda text: (
            f'<mc:AlternateContent><mc:Choice Requires="x">{run(text)}</mc:Choice>'
            f"<mc:Fallback>{run('旧' + text)}</mc:Fallback></mc:AlternateContent>"
        )
    ),
    st.just((f'<w:fldSimple w:instr=" REF x "><w:r>{_SIGN}</w:r></w:fldSimple>', "☑", ())),
    st.just((f"<w:r>{_SIGN}</w:r>", "☑", ())),
    _WORDS.map(lambda text: (f'<w:ins w:id="1">{run(text)}</w:ins>', text, (("inserted", text),))),
    _told("deleted", lambda text: f"<w:del><w:r><w:delText>{text}</w:delText></w:r></w:del>"),
    _told("deleted", lambda text: run(text, "<w:dstrike/>")),
    _told("hidden", lambda text: run(text, "<w:vanish/>")),
    _told(
        "placeholder",
        lambda text: (
            "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr>"
            f"<w:sdtContent>{run(text)}</w:sdtContent></w:sdt>"
        ),
    ),
)


@given(st.lists(st.lists(_PIECE, min_size=1, max_size=6), min_size=1, max_size=3))
def test_any_paragraph_reads_as_it_is_seen_and_the_rest_is_told(paragraphs):
    body = "".join(
        paragraph(inner="".join(piece for piece, _, _ in pieces) + run(BODY))
        for pieces in paragraphs
    )
    manuscript = read_word(word.raw(paragraph(BODY) + body))
    blocks = [block["text"] for story in manuscript.stories for block in story.as_json()["blocks"]]
    notes = {note.code: "".join(note.passages) for note in manuscript.notes}

    seen = ["".join(text for _, text, _ in pieces) + BODY for pieces in paragraphs]
    assert blocks == [BODY, *seen]
    told = [each for pieces in paragraphs for _, _, all_told in pieces for each in all_told]
    assert [(code, text) for code, text in told if text not in notes.get(code, "")] == []
