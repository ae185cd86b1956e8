"""A pasted text that says itself what its headlines are is manuscripts; any other is a page."""

import pytest

from articles.imports import deliveries
from articles.models import Delivery
from articles.tests import make
from articles.tests.word import BODY

pytestmark = pytest.mark.django_db
State = Delivery.State


SEVERAL = {
    "labels": ("【标题】{}", "【作者】{}", "{}"),
    "labels and colons": ("标题：{}", "作者：{}", "正文：\n{}"),
    "marks": ("【{}】", "通讯员 {}", "{}"),
}


@pytest.mark.parametrize("lines", SEVERAL.values(), ids=SEVERAL)
def test_a_pasted_text_that_names_its_headlines_is_as_many_manuscripts(lines):
    texts = [("食堂添菜", "费知夏", BODY), ("图书角开到九点", "何苇", BODY)]
    text = "\n".join(
        line.format(each) for said in texts for line, each in zip(lines, said, strict=True)
    )
    row = deliveries.take_text(text, by=None)
    deliveries.read_one.func(row.pk)
    row.refresh_from_db()

    stories = row.reading["stories"]
    assert (row.state, row.page) == (State.OPEN, None)
    assert [each["headline"] for each in stories] == ["食堂添菜", "图书角开到九点"]
    assert [[who["name"] for who in each["bylines"]] for each in stories] == [["费知夏"], ["何苇"]]
    assert [[block["text"] for block in each["blocks"]] for each in stories] == [[BODY], [BODY]]
    assert "是一个版面的，请用“粘贴一个版”" in row.said

    made, _ = deliveries.create_drafts(row, by=make.editor())

    assert [article.headline for article in made] == ["食堂添菜", "图书角开到九点"]


@pytest.mark.parametrize(
    "text",
    [f"食堂添菜\n标题：{BODY}", f"【人物】\n食堂添菜\n{BODY}", f"食堂添菜\n【先算账】\n{BODY}"],
)
def test_a_page_with_marks_in_it_stays_a_page(text):
    row = deliveries.take_text(text, by=None)
    deliveries.read_one.func(row.pk)
    row.refresh_from_db()

    assert row.page is not None
