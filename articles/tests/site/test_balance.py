"""Both columns of the front page's top end together: how stories are divided, and how it looks."""

from types import SimpleNamespace

import pytest

from articles.models import Weight
from articles.site.balance import Division, divide
from articles.tests import make

#: The space that nothing fills: between the rows below the lead, and between the cards beside it.
HOLES = """() => {
  const height = (each) => each.getBoundingClientRect().height;
  const hole = (box) => {
    const rows = {};
    for (const each of box.children) {
      const { top, height } = each.getBoundingClientRect();
      if (height) rows[Math.round(top)] = Math.max(rows[Math.round(top)] ?? 0, height);
    }
    return height(box) - Object.values(rows).reduce((sum, each) => sum + each, 0);
  };
  const under = document.querySelector(".front-top-under");
  const beside = document.querySelector(".seconds");
  const [one, other] = [under, beside].map((each) => each.getBoundingClientRect().bottom);
  return { holes: [hole(under), hole(beside)], apart: Math.abs(one - other) };
}"""


def story(words=60, *, photo=False, headline="江边步道通车", **fields):
    given = {"kicker": "", "subhead": "", "summary": "字" * words, "headline": headline}
    given |= {"list_title": headline, "first_photo": photo or None}
    return SimpleNamespace(**given | fields)


def stories(number=20, **fields):
    return [story(photo=True), *(story(**fields) for _ in range(number - 1))]


def test_a_short_lead_has_more_below_it_than_a_long_one():
    short = divide(story(20), 0, stories(), 3)
    long = divide(story(90, kicker="引题", subhead="副题", headline="题" * 33), 3, stories(), 3)

    assert (short, long) == (Division(2, 8), Division(3, 6))


def test_less_stands_beside_a_short_lead_where_the_stories_beside_it_are_long():
    lead = story(20, photo=True)

    assert divide(lead, 0, stories(words=90, kicker="引" * 30), 4).beside == 3
    assert divide(lead, 0, stories(words=20), 4).beside == 4


@pytest.mark.parametrize("number", range(1, 9))
def test_of_few_stories_none_is_lost(number):
    beside, below = divide(story(), 0, stories(number), 4)

    assert (beside, min(number, beside + below)) == (4, number) or beside + below <= number


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("width", [1024, 1280, 1440])
def test_no_column_of_the_front_page_leaves_a_hole(browse, width):
    page = browse(viewport={"width": width, "height": 900})
    for number in range(24):
        body = f"<p>{'江边的步道昨日通了，' * (2 + number % 6)}。</p>"
        make.public(headline=f"江边步道通车{number}", body=body, photos=number in (5, 9))
    lead = make.public(headline="二十三条老巷换新灯", weight=Weight.LEAD)

    for change in ({}, {"kicker": "民生实事"}, {"headline": "老巷换新灯　" * 6}):
        type(lead).objects.filter(pk=lead.pk).update(**change)
        page.goto("/")
        found = page.evaluate(HOLES)
        assert max(found["holes"]) < 40, (change, found)
        assert found["apart"] <= 1, (change, found)
