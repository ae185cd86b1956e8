import pytest

from articles.exports.contents import IssueRefused
from articles.exports.newspaper import acceptance, pdf, reading
from articles.tests.contents import issue, paragraph, paragraphs, piece, table

#: A table that no page is wide enough for.
SIXTY = table(60, 3, lambda row, column: f"栏{column}")


@pytest.mark.parametrize("made", [pdf.make_newspaper, reading.make_reading])
def test_a_block_that_cannot_be_set_is_refused_by_the_name_of_its_article(made):
    wide = piece(7, headline="六十栏的表", body=(*paragraphs(1), SIXTY))
    with pytest.raises(IssueRefused) as refusal:
        made(issue(("要闻", [piece(1), wide, piece(2)])))
    (told,) = str(refusal.value).split("\n")
    assert told.startswith("《六十栏的表》（稿号7）有")
    assert told.endswith("，请把放不下的表格或段落改短、拆开再导出。")


@pytest.fixture(scope="module")
def printed():
    """A newspaper of one article, and what typst was given for it."""
    contents = issue(
        ("要闻", [piece(1, body=(paragraph("一二三四五六七八。"), paragraph("完。")))])
    )
    kept = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdf, "accept_newspaper", lambda *asked: kept.extend(asked))
        pdf.make_newspaper(contents, with_pictures=False)
    return kept


def test_what_stands_in_its_place_is_accepted(printed):
    document, pages, contents = printed
    assert acceptance.accept_newspaper(document, pages, contents) is None


def complaint(document, pages, contents):
    with pytest.raises(IssueRefused) as refusal:
        acceptance.accept_newspaper(document, pages, contents)
    return str(refusal.value)


ENDING = "，请把放不下的表格或段落改短、拆开再导出。"


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
    parts = [part | {"w": part["w"] / 20, "columns": 1} if part["what"] == "text" else part
             for part in stand["parts"]]  # fmt: skip
    moved = [pages[0] | {"stands": [stand | {"parts": parts}]}]
    assert complaint(document, moved, contents).startswith("《第1座码头》（稿号1）有")
    assert "个字印出了栏（“" in complaint(document, moved, contents)


def test_words_that_typst_lost_are_counted(printed):
    document, pages, contents = printed
    stand = pages[0]["stands"][0]
    more = {"kind": "paragraph", "runs": [{"t": "龙凤呈祥"}]}
    parts = [part | {"blocks": [*part["blocks"], more]} if part["what"] == "text" else part
             for part in stand["parts"]]  # fmt: skip
    asked = [pages[0] | {"stands": [stand | {"parts": parts}]}]
    assert complaint(document, asked, contents) == (
        f"《第1座码头》（稿号1）有4个字没有印上（“龙凤呈祥”）{ENDING}"
    )
