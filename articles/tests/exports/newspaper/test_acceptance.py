import re

import pytest

from articles.exports.contents import IssueRefused
from articles.exports.newspaper import acceptance, pdf, reading
from articles.tests.contents import RIVER, issue, paragraph, paragraphs, piece, table

ENDING = "，请把放不下的表格或段落改短、拆开再导出。"
TOO_WIDE = "有60栏的表格，整版宽也排不下，请拆成几个表再导出。"
SIXTY_COLUMNS = table(60, 3, lambda row, column: f"栏{column}")
ROWS_TALLER_THAN_A_PAGE = table(2, 2, lambda row, column: RIVER * 90)


@pytest.mark.parametrize(
    ("made", "body", "told"),
    [
        (pdf.make_newspaper, SIXTY_COLUMNS, TOO_WIDE),
        (pdf.make_newspaper, ROWS_TALLER_THAN_A_PAGE, rf"有\d+个字印出了栏（“.+……”）{ENDING}"),
        (reading.make_reading, SIXTY_COLUMNS, TOO_WIDE),
    ],
)
def test_a_block_that_cannot_be_set_is_refused_by_the_name_of_its_article(made, body, told):
    hostile = piece(7, headline="大表", body=(*paragraphs(1), body))
    with pytest.raises(IssueRefused) as refusal:
        made(issue(("要闻", [piece(1), hostile, piece(2)])))
    assert re.fullmatch(rf"《大表》（稿号7）{told}", str(refusal.value))


@pytest.fixture(scope="module")
def printed():
    """A newspaper of one article, and what typst was given for it."""
    contents = issue(
        ("要闻", [piece(1, body=(paragraph("一二三四五六七八。"), paragraph("完。")))])
    )
    kept = []

    def keep(glyphs, pages, told):
        kept.extend([list(glyphs), pages, told])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdf, "accept_newspaper", keep)
        pdf.make_newspaper(contents, with_pictures=False)
    return kept


def test_what_stands_in_its_place_is_accepted(printed):
    document, pages, contents = printed
    assert acceptance.accept_newspaper(document, pages, contents) is None


def complaint(document, pages, contents):
    with pytest.raises(IssueRefused) as refusal:
        acceptance.accept_newspaper(document, pages, contents)
    return str(refusal.value)


def test_words_that_were_not_set_are_counted_and_quoted(printed):
    document, pages, _ = printed
    longer = issue(
        ("要闻", [piece(1, body=(paragraph("一二三四五六七八。"), paragraph("龙凤。完。")))])
    )
    assert complaint(document, pages, longer) == (
        f"《第1座码头》（稿号1）有3个字没有印上（“龙凤。完。”）{ENDING}"
    )


def test_words_outside_their_place_are_counted_and_quoted(printed):
    document, pages, contents = printed
    stand = pages[0]["stands"][0]
    parts = [part | {"w": part["w"] / 20} if part["what"] == "text" else part
             for part in stand["parts"]]  # fmt: skip
    moved = [pages[0] | {"stands": [stand | {"parts": parts}]}]
    assert complaint(document, moved, contents).startswith("《第1座码头》（稿号1）有")
    assert "个字印出了栏（“" in complaint(document, moved, contents)


def test_words_that_typst_lost_are_counted(printed):
    document, pages, contents = printed
    stand = pages[0]["stands"][0]
    more = {"kind": "paragraph", "runs": [{"t": "龙凤呈祥"}]}
    *parts, last = stand["parts"]
    parts.append(last | {"blocks": [*last["blocks"], more]})
    asked = [pages[0] | {"stands": [stand | {"parts": parts}]}]
    assert complaint(document, asked, contents) == (
        f"《第1座码头》（稿号1）有4个字没有印上（“龙凤呈祥”）{ENDING}"
    )


def test_a_dash_that_hangs_out_of_its_line_is_in_its_place():
    """Typst hangs a fifth of a dash, of two characters, out of the column."""
    lines = [paragraph("河" * number + "密——" + "河边" * 12 + "。") for number in range(8, 24)]
    contents = issue(("要闻", [piece(1, body=tuple(lines))]))

    assert pdf.make_newspaper(contents, with_pictures=False).pdf
    assert reading.make_reading(contents)


def test_a_kicker_that_stands_in_the_article_before_is_not_its_own():
    pieces = [
        piece(number, kicker="民生", headline="江边的路" + "又" * number,
              body=(paragraph(f"说民生，也说民生{RIVER}"), paragraph("完。")))
        for number in range(1, 4)
    ]  # fmt: skip
    assert reading.make_reading(issue(("要闻", pieces)))


@pytest.mark.parametrize(
    "headline", ["江堤今日通了\N{IDEOGRAPHIC SPACE}两岸一路走到底", "江边", "河" * 40]
)
@pytest.mark.parametrize("kicker", ["", "民生实事"])
def test_a_large_head_above_a_short_text_is_all_there(headline, kicker):
    """PDFium takes a line close to a much larger one for a part of it."""
    short = piece(1, kind="lead", headline=headline, kicker=kicker, body=(paragraph("通了。"),))
    assert pdf.make_newspaper(issue(("要闻", [short])), with_pictures=False).pdf


def test_a_narrow_letter_at_the_edge_of_its_column_is_in_its_place():
    link = [paragraph("河" * number + "看https://example.com/abc/def/ill") for number in range(14)]
    assert pdf.make_newspaper(issue(("要闻", [piece(1, body=tuple(link))])), with_pictures=False)
