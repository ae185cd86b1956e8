"""The lists of names: as many queries for one row as for many, whatever they are narrowed by."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles import roles
from articles.models import (
    Campaign,
    Matter,
    Place,
    PlannedStory,
    ReaderMessage,
    Reporter,
    ReprintSource,
    Role,
    Tenure,
    Term,
    Unit,
    YearTarget,
)
from articles.tests import make
from articles.tests.clients import client_of

pytestmark = pytest.mark.django_db
NAMES = {"campaign": Campaign, "place": Place, "reporter": Reporter, "unit": Unit}


def make_twice(noun, number):
    """Two rows of one name with an article each, as they were before names were kept unique."""
    for namesake in (1, 2):
        more = {"unit": make.unit()} if noun == "reporter" else {}
        row = getattr(make, noun)(f"名{number}{'　' * (namesake - 1)}", namesake=namesake, **more)
        article = make.public()
        if noun == "unit":
            make.byline(article, make.reporter(), unit=row)
        elif noun == "reporter":
            make.byline(article, row, role=Role.STAFF, unit=row.unit)
        else:
            getattr(article, f"{noun}s").add(row)


@pytest.mark.parametrize("asked", [{}, {"namesakes": "1"}, {"q": "名"}])
@pytest.mark.parametrize("noun", NAMES)
def test_a_list_of_names_asks_as_often_for_one_as_for_many(noun, asked):
    client = client_of(make.member(roles.EDITOR))
    address = reverse(f"admin:articles_{noun}_changelist")

    def count():
        with CaptureQueriesContext(connection) as captured:
            shown = client.get(address, asked).context["cl"].result_list
        return len(shown), len(captured)

    make_twice(noun, 0)
    count()  # content types are read once
    few = count()
    for number in range(1, 8):
        make_twice(noun, number)

    assert count() == (few[0] * 8, few[1])
    assert few[0] == 2


@pytest.mark.parametrize("noun", NAMES)
def test_the_list_of_namesakes_has_these_and_no_others(noun):
    client = client_of(make.member(roles.EDITOR))
    make_twice(noun, 1)
    getattr(make, noun)("独一份")

    page = client.get(reverse(f"admin:articles_{noun}_changelist"), {"namesakes": "1"})

    assert {str(row).strip() for row in page.context["cl"].result_list} == {"名1"}


@pytest.mark.parametrize("asked", [{}, {"severity__exact": "warn"}, {"q": "桥"}])
def test_the_list_of_house_terms_asks_as_often_for_one_as_for_many(asked):
    client = client_of(make.member(roles.EDITOR))
    address = reverse("admin:articles_term_changelist")
    Term.objects.all().delete()

    def count():
        with CaptureQueriesContext(connection) as captured:
            html = client.get(address, asked).content.decode()
        return len(captured), html.count("field-reason")

    Term.objects.create(wrong="鹿鸣桥", right="鹿鸣大桥", severity="warn")
    count()  # what a process keeps is read once
    one = count()
    for number in range(9):
        Term.objects.create(wrong=f"鹿鸣桥{number}号", right="鹿鸣大桥", severity="warn")

    assert (one[1], count()) == (1, (one[0], 10))


def make_message(number):
    ReaderMessage.objects.create(article=make.public(), kind="figure", words=f"应为{number}公里。")


def make_matter(number):
    matter = Matter.objects.create(name=f"步道{number}")
    matter.entries.create(article=make.public())


def make_section(number):
    make.public(section=make.section(f"栏目{number}"))


def make_target(number):
    whose = {"reporter": make.reporter()} if number % 2 else {"unit": make.unit()}
    YearTarget.objects.create(year=2026, pieces=12, **whose)


def make_planned(number):
    people = {"writer": make.reporter(), "campaign": make.campaign()}
    PlannedStory.objects.create(words=f"码头{number}", **people)


def make_source(number):
    ReprintSource.objects.create(name=f"望江日报{number}")


def make_tenure(number):
    Tenure.objects.create(person=f"陈望{number}", post="望江区区长")


def make_subject(number):
    make.mention(make.public(), make.subject(f"茶摊{number}"))


@pytest.mark.parametrize(
    ("noun", "make_row"),
    [
        ("subject", make_subject),
        ("tenure", make_tenure),
        ("readermessage", make_message), ("matter", make_matter), ("section", make_section),
        ("yeartarget", make_target), ("plannedstory", make_planned),
        ("reprintsource", make_source),
    ],
)  # fmt: skip
def test_these_lists_ask_as_often_for_one_row_as_for_many(noun, make_row):
    client = client_of(make.member(roles.DESK))
    address = reverse(f"admin:articles_{noun}_changelist")

    def count():
        with CaptureQueriesContext(connection) as captured:
            shown = client.get(address).context["cl"].result_list
        return len(shown), len(captured)

    make_row(0)
    count()  # content types are read once
    few = count()
    for number in range(1, 8):
        make_row(number)

    assert count() == (8, few[1])
    assert few[0] == 1
