"""The newspaper that the product prints, read as a page from elsewhere: nothing is misplaced."""

from articles.exports.newspaper import pdf
from articles.tests.contents import RIVER, issue, paragraph, paragraphs, piece
from articles.text.body import Block, Run
from articles.text.layout import add_up, read_sheets

#: Words that are worth a large quote.
SAID = "守闸的人说：“河不等人，人也别等河，水到了闸口就开。”说完他把灯笼挂回了墙上。"


def long_story(number, headline):
    heads = [Block("crosshead", (Run(f"第{n}座码头的早晨"),)) for n in range(3)]
    body = [*paragraphs(4, 3), paragraph(SAID)]
    for n, head in enumerate(heads):
        body += [head, paragraph(f"第{n}节从这里说起，{RIVER * 3}"), paragraph(f"{n}，{RIVER}")]
    return piece(number, kind="lead", headline=headline, subhead="四公里半走完", body=tuple(body))


def is_alike(printed, block):
    return printed["text"].replace("\u3000", "") == block.text.replace("\u3000", "")


def test_every_headline_deck_byline_and_paragraph_comes_back_from_the_printed_newspaper():
    pieces = [
        long_story(1, "一条河　七座码头"),
        piece(2, headline="渡口小学借出操场", body=paragraphs(5, 3)),
        piece(3, headline="老年食堂添了半份菜", body=paragraphs(4, 2)),
        piece(4, headline="供暖提前五天试水", kind="brief", body=paragraphs(1)),
        long_story(5, "家庭医生的背包　三本账"),
        piece(6, headline="公交站的长凳为什么没有靠背", body=paragraphs(6, 2)),
        piece(7, headline="巷子里的白菜", body=paragraphs(4, 3)),
    ]
    contents = issue(("要闻", pieces[:4]), ("民生", pieces[4:]))
    printed = pdf.make_newspaper(contents, with_pictures=False).pdf
    pages = enumerate(read_sheets(printed), 1)
    found = add_up([(number, page.reading) for number, page in pages])
    stories = {story["headline"].replace("\u3000", ""): story for story in found["stories"]}
    told = {
        each.headline.replace("\u3000", ""): [
            (block.kind, block.text.replace("\u3000", "")) for block in each.body
        ]
        for each in pieces
    }
    read = {
        headline: [
            (b["kind"], b["text"].replace("\u3000", "")) for b in stories[headline]["blocks"]
        ]
        for headline in told
        if headline in stories
    }
    assert read == told
    assert [stories[headline]["bylines"] for headline in told] == [
        [{"role": "correspondent", "name": "闻人月"}] for _ in told
    ]
    assert found["unplaced"] == []
