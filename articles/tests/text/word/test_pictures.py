"""Pictures of a Word file: where they stand, what is said below them, whose they are."""

from io import BytesIO

import pytest
from docx import Document

from articles.tests import make, word
from articles.tests.word import BODY, inline_picture, paragraph
from articles.text.word import read_word
from articles.text.word.package import open_package

HEAD = paragraph("江边步道通了", properties='<w:jc w:val="center"/>', run='<w:sz w:val="44"/>')
PICTURE = f"<w:p>{inline_picture()}</w:p>"
SMALL = '<w:sz w:val="15"/>'


def read(data):
    """The bodies, and of each picture its caption and credit."""
    manuscript = read_word(data)
    bodies = [story.body for story in manuscript.stories]
    photos = [
        (each.caption, each.credit) for story in manuscript.stories for each in story.pictures
    ]
    return bodies, photos, {note.code for note in manuscript.notes}


CAPTIONS = {
    "begins with 图为": (paragraph("图为步道上的居民。"), ("图为步道上的居民。", "")),
    "with a sign": (paragraph("▲步道上的居民在江边散步。"), ("步道上的居民在江边散步。", "")),
    "in small type": (
        paragraph("步道上的居民在江边散步。", run=SMALL), ("步道上的居民在江边散步。", ""),
    ),
    "with a credit": (paragraph("居民在步道上散步。林望 摄"), ("居民在步道上散步。", "林望")),
    "with a credit in brackets": (
        paragraph("居民在步道上散步（通讯员 林望 摄）"), ("居民在步道上散步", "林望"),
    ),
    "with an office in the credit": (
        paragraph("居民在步道上散步。（柳桥街道 林望 供图）"),
        ("居民在步道上散步。", "柳桥街道 林望 供图"),
    ),
    "with a credit below": (
        paragraph("图为步道上的居民。") + paragraph("摄影：林望"), ("图为步道上的居民。", "林望"),
    ),
    "a credit alone": (paragraph("林望 摄"), ("", "林望")),
    "nothing": ("", ("", "")),
}  # fmt: skip


@pytest.mark.parametrize("name", CAPTIONS)
def test_what_is_said_below_a_picture_goes_to_it(name):
    below, photo = CAPTIONS[name]
    data = word.with_picture(HEAD + paragraph(BODY) + PICTURE + below + paragraph(BODY))

    assert read(data) == (
        [f'<p>{BODY}</p><figure data-photo="1"></figure><p>{BODY}</p>'],
        [photo],
        set(),
    )


def test_a_picture_above_the_headline_stands_first_in_its_story():
    data = word.with_picture(PICTURE + HEAD + paragraph("通讯员 费知夏") + paragraph(BODY))
    story = read_word(data).stories[0]

    assert (story.headline, story.body) == (
        "江边步道通了",
        f'<figure data-photo="1"></figure><p>{BODY}</p>',
    )
    assert [each.name for each in story.people] == ["费知夏"]


def test_a_caption_that_points_down_stands_above_its_picture():
    data = word.with_picture(HEAD + paragraph(BODY) + paragraph("▼步道上的居民") + PICTURE)

    assert read(data)[1] == [("步道上的居民", "")]


def test_a_guess_is_told_as_one():
    data = word.with_picture(
        HEAD + paragraph(BODY) + PICTURE + paragraph("居民听公布账目") + paragraph(BODY)
    )
    story = read_word(data).stories[0]

    assert [(each.caption, each.credit) for each in story.pictures] == [("居民听公布账目", "")]
    assert [code for code, _ in story.doubts] == ["caption", "byline"]


def test_a_paragraph_below_a_picture_is_no_caption():
    data = word.with_picture(HEAD + PICTURE + paragraph(BODY) + paragraph(BODY))

    assert read(data)[:2] == (
        [f'<figure data-photo="1"></figure><p>{BODY}</p><p>{BODY}</p>'],
        [("", "")],
    )


TABLES = {
    "below": [["图", None], ["居民在步道上散步", None]],
    "beside": [["图", "居民在步道上散步"]],
    "in the same cell": [["图居民在步道上散步"]],
}


@pytest.mark.parametrize("where", TABLES)
def test_a_table_that_only_holds_a_picture_and_its_caption_is_no_table(where):
    rows = TABLES[where]
    document = Document()
    document.add_paragraph(BODY)
    table = document.add_table(len(rows), len(rows[0]))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            if text and text.startswith("图"):
                cell.paragraphs[0].add_run().add_picture(BytesIO(make.picture()))
            if said := (text or "").removeprefix("图"):
                cell.add_paragraph(said)
    document.add_paragraph(BODY)

    assert read(word.saved(document))[:2] == (
        [f'<p>{BODY}</p><figure data-photo="1"></figure><p>{BODY}</p>'],
        [("居民在步道上散步", "")],
    )


def test_pictures_that_nobody_can_show_are_told():
    body = HEAD + paragraph(BODY) + "".join(f"<w:p>{inline_picture(key)}</w:p>" for key in "abc")
    data = word.raw(
        body,
        parts={"word/media/a.emf": b"x"},
        relations=[
            ("a", "image", "media/a.emf"),
            ("b", "image", "https://example.cn/b.png"),
            ("c", "image", "../../../etc/passwd.png"),
        ],
    )

    assert {note.code: note.passages for note in read_word(data).notes} == {
        "picture": ("a.emf", "passwd.png"),
        "external": ("https://example.cn/b.png",),
    }


def test_a_picture_that_was_cropped_is_told():
    cropped = PICTURE.replace("</pic:blipFill>", '<a:srcRect l="20000"/></pic:blipFill>')

    assert read(word.with_picture(HEAD + paragraph(BODY) + cropped))[2] == {"cropped"}


def test_the_files_of_the_pictures_are_those_that_were_sent():
    data = word.with_picture(HEAD + paragraph(BODY) + PICTURE + PICTURE)
    manuscript = read_word(data)

    package = open_package(data)
    assert [package.bytes_of(part) for part in manuscript.parts] == [make.picture()]
    assert manuscript.stories[0].body.count("figure data-photo") == 1


FLOATING = (
    "<w:r><w:drawing><wp:anchor><a:graphic><a:graphicData><pic:pic><pic:blipFill>"
    '<a:blip r:embed="p1"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:anchor>'
    "</w:drawing></w:r>"
)
PLACE = '<figure data-photo="1"></figure>'


@pytest.mark.parametrize(
    ("before", "picture", "behind", "body"),
    [
        ("沿途添了", inline_picture(), "十二处座椅。", f"<p>沿途添了十二处座椅。</p>{PLACE}"),
        ("沿途添了，", FLOATING, "十二处座椅。", f"<p>沿途添了，十二处座椅。</p>{PLACE}"),
        ("步道通了。", FLOATING, "添了座椅。", f"<p>步道通了。添了座椅。</p>{PLACE}"),
        ("", FLOATING, BODY, f"{PLACE}<p>{BODY}</p>"),
        ("沿途添了十二处座椅。", FLOATING, "", f"<p>沿途添了十二处座椅。</p>{PLACE}"),
        ("步道（东段）", inline_picture(), "昨日通了。", f"<p>步道（东段）昨日通了。</p>{PLACE}"),
        ("居民说“好走”", inline_picture(), "，都来了。", f"<p>居民说“好走”，都来了。</p>{PLACE}"),
        ("", FLOATING, "步道昨日通了", f"{PLACE}<p>步道昨日通了</p>"),
    ],
)
def test_a_picture_within_a_sentence_tears_no_paragraph(before, picture, behind, body):
    inner = word.run(before) + picture + (word.run(behind) if behind else "")
    data = word.with_picture(HEAD + paragraph(BODY) + paragraph(inner=inner) + paragraph(BODY))

    bodies, photos, _ = read(data)
    assert bodies == [f"<p>{BODY}</p>{body}<p>{BODY}</p>"]
    assert photos == [("", "")]


@pytest.mark.parametrize("picture", [FLOATING, inline_picture()])
def test_a_line_below_a_paragraph_with_a_picture_in_it_is_no_caption_for_its_place_alone(picture):
    inner = word.run("步道昨日通") + picture + word.run("了，居民都来走。")
    short = paragraph("居民听公布账目")
    data = word.with_picture(HEAD + paragraph(inner=inner) + short + paragraph(BODY))

    assert read(data)[1] == [("", "")]


def test_a_line_below_a_paragraph_with_a_picture_in_it_that_says_so_is_its_caption():
    inner = word.run("步道昨日通") + FLOATING + word.run("了，居民都来走。")
    said = paragraph("图为居民听公布账目")
    data = word.with_picture(HEAD + paragraph(inner=inner) + said + paragraph(BODY))

    assert read(data)[1] == [("图为居民听公布账目", "")]


def test_what_stands_behind_a_picture_between_two_sentences_may_be_its_caption():
    inner = word.run("步道昨日通了。") + inline_picture() + word.run("图为步道上的居民。")
    data = word.with_picture(HEAD + paragraph(BODY) + paragraph(inner=inner))

    assert read(data)[1] == [("图为步道上的居民。", "")]
