"""What an issue says, gathered once for every format."""

from datetime import date

import pytest

from articles.exports.contents import gather
from articles.models import Article, Byline, Placement, Status
from articles.tests import make, paper
from articles.tests.public import days_ago

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_an_issue_of_more_than_a_thousand_articles_is_gathered():
    issue, reporter = paper.issue([], sealed=False), make.reporter()
    rows = Article.objects.bulk_create(
        Article(
            headline=f"第{n}篇",
            body="<p>江边。</p>",
            status=Status.APPROVED,
            publish_at=days_ago(1),
        )
        for n in range(1_200)
    )
    Byline.objects.bulk_create(Byline(article=row, reporter=reporter) for row in rows)
    Placement.objects.bulk_create(
        Placement(issue=issue, page=issue.pages.get(), article=row, kind="brief", position=at)
        for at, row in enumerate(rows, 1)
    )

    contents = gather(issue)

    found = contents.sheets[0].pieces
    assert [each.headline for each in found] == [row.headline for row in rows]
    assert {each.signed[0].name for each in found} == {reporter.name}


def test_a_correction_names_its_article_where_it_stands_apart_from_it():
    row = make.public(headline="一条江边路　走通两岸心", body="<p>步道通了。</p>")
    told = "10月20日《一条江边路走通两岸心》一文，“九公里”应为“九点二公里”。"
    for day, text in enumerate(("步道长九点二公里。", told), 1):
        row.corrections.create(text=text, corrected_on=date(2026, 11, day))
    make.public(headline="别处").corrections.create(
        text="已经登过。", corrected_on=date(2026, 11, 3), printed_in="2026年10月号"
    )

    contents = gather(paper.issue([row], sealed=False))

    named = "《一条江边路 走通两岸心》\N{FULLWIDTH COLON}步道长九点二公里。"
    assert contents.corrections == (named, told)
