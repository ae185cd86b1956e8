"""Months that nobody plans: what their newspapers keep of the make-up rules."""

from datetime import date

import pytest

from articles.exports.contents import gather
from articles.exports.newspaper import pdf
from articles.exports.newspaper.heads import set_headline
from articles.imports import filling
from articles.models import Article, Issue, Page, Placement
from articles.tests.contents import RIVER, issue, paragraph, paragraphs, piece, table
from articles.tests.exports.newspaper.finished import SAID, parts, sheets
from articles.text.body import Block, Run

ENGLISH = (
    "Newsroom 2026 opened 3,400 flats in 12 districts on Nov. 20; "
    "https://example.com/a/very/long/path?x=1 said 100% of 1,256.8 tons. "
)


def of_kinds(*kinds, each=4):
    """Pages of the same articles, the first of each page of the first of these kinds."""
    return issue(*(
        (name, [
            piece(100 * n + at, kind=kinds[min(at, len(kinds) - 1)], headline=f"江边第{at}盏灯",
                  body=paragraphs(2 + at % 3))
            for at in range(1, each * 4)
        ])
        for n, name in enumerate(("要闻", "民生"), 1)
    ))  # fmt: skip


def test_a_month_of_briefs_alone_has_one_headline_larger_than_all_others(monkeypatch):
    pages, made = sheets(monkeypatch, of_kinds("brief"))
    assert [each for each in made.breaches if each.rule in ("F1", "H3")] == []
    sizes = [part["size"] for page in pages for _, part in parts(page, "head")]
    assert sorted(sizes)[-2] < max(sizes)
    assert max(part["size"] for _, part in parts(pages[0], "head")) == max(sizes)


def test_a_front_page_without_a_lead_opens_with_its_first_article_where_others_have_leads(
    monkeypatch,
):
    briefs, (_, led) = of_kinds("brief").sheets[0], of_kinds("brief", "lead", "second").sheets
    contents = issue(("要闻", briefs.pieces), ("民生", led.pieces))
    pages, made = sheets(monkeypatch, contents)
    assert [each for each in made.breaches if each.rule == "F1"] == []
    assert [stand["article"] for stand in pages[0]["stands"] if stand["rank"] == "front"] == [101]


def test_the_lead_that_an_editor_chose_opens_the_front_page(monkeypatch):
    pages, _ = sheets(monkeypatch, of_kinds("brief", "brief", "brief", "lead", "brief"))
    assert [stand["article"] for stand in pages[0]["stands"] if stand["rank"] == "front"] == [103]


def test_a_headline_of_sixty_characters_takes_four_rows_rather_than_fall_below_its_rank():
    long = "临江区融媒体中心组织全区十二个街道六十四个社区三百余名通讯员"
    long += "开展为期三天的新闻写作与摄影摄像业务技能集中培训"
    rows = set_headline(long, "lead", 4, 608.0)
    assert (len(rows), {row.size for row in rows}) == (4, {34.0})
    assert "".join(row.text for row in rows) == long
    assert len(set_headline(long[:20], "lead", 4, 608.0)) <= 2


def test_columns_of_letters_and_figures_end_level():
    pages = issue(*(
        (name, [
            piece(10 * n + at, kind="lead" if at == 1 else "second", headline="OPEN 2026",
                  body=(paragraph(ENGLISH * (at + 1)), paragraph(ENGLISH * 2)))
            for at in range(1, 7)
        ])
        for n, name in enumerate(("要闻", "民生", "街巷"), 1)
    ))  # fmt: skip
    made = pdf.make_newspaper(pages, with_pictures=False)
    assert [each for each in made.breaches if each.rule in ("L1", "L2", "L3")] == []


def test_a_page_of_two_long_articles_has_its_pull_quote_in_a_panel(monkeypatch):
    crossheads = [Block("crosshead", (Run(f"第{n}处灯亮了以后的事情还有很多"),)) for n in range(3)]
    text = (SAID, *paragraphs(4), paragraph(RIVER * 3))
    body = tuple(block for each in crossheads for block in (each, *text))
    pieces = [piece(1, kind="lead", body=body), piece(2, body=body)]
    (page,), made = sheets(monkeypatch, issue(("要闻", pieces)))
    assert [each for each in made.breaches if each.rule == "G1"] == []
    assert [part["deck"] for _, part in parts(page, "quote")] == [True, False]


def test_a_table_stands_among_the_text_only_of_an_article_that_has_some(monkeypatch):
    grid = table(2, 12, lambda row, column: f"{row}之{column}")
    pieces = [piece(1, kind="lead", body=(grid,)), piece(2, body=(*paragraphs(12), grid))]
    pages, _ = sheets(monkeypatch, issue(("要闻", pieces)))
    places = {
        stand["article"]: part["what"]
        for page in pages
        for stand, part in parts(page, "table", "text")
        if any(block["kind"] == "table" for block in part["blocks"])
    }
    assert places == {1: "table", 2: "text"}


def test_each_sheet_of_a_long_article_has_a_quotation_of_its_own(monkeypatch):
    said = [paragraph(f"老丁说：“第{n}天的水到膝盖，它就来。”" + RIVER * 4) for n in range(90)]
    long = piece(1, kind="lead", body=tuple(said))
    pages, made = sheets(monkeypatch, issue(("要闻", [long])))
    assert [each for each in made.breaches if each.rule in ("G1", "G2")] == []
    quoted = [[part["words"] for _, part in parts(page, "quote")] for page in pages]
    printed = [
        "".join(run["t"] for _, part in parts(page, "text") for it in part["blocks"]
                for run in it["runs"])
        for page in pages
    ]  # fmt: skip
    assert len(pages) > 2
    assert [len(words) for words in quoted] == [1] * len(pages)
    assert [words[0] in text for words, text in zip(quoted, printed, strict=True)] == [True] * len(
        pages
    )


def plan_generated(seed):
    """An issue of sixty articles of `fill`, ten to a page."""
    for _ in filling.load(60, seed=seed):
        pass
    month, kind = date(1990, 1, 1), Placement.Kind
    issue = Issue.objects.create(month=month, number=1, whole_number=9_000, date=month)
    rows = Article.objects.filter(archive_id__startswith=f"fill-{seed}-").order_by("pk")
    pages = [Page.objects.create(issue=issue, number=n, name="综合") for n in range(1, 7)]
    kinds = [kind.LEAD, *[kind.SECOND] * 5, *[kind.BRIEF] * 4]
    Placement.objects.bulk_create(
        Placement(issue=issue, page=pages[at // 10], article=row, position=at % 10 + 1,
                  kind=kinds[at % 10])
        for at, row in enumerate(rows)
    )  # fmt: skip
    return issue


@pytest.mark.once
@pytest.mark.parametrize("seed", [0, 4, 11])
def test_a_generated_month_of_sixty_articles_keeps_every_rule(db, seed):
    # Of 4 the last sheet, of 11 the last but one were too full for what they must have.
    made = pdf.make_newspaper(gather(plan_generated(seed)), with_pictures=False)
    assert made.breaches == ()
