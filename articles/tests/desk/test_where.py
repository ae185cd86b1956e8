"""Where a piece ran: on the desk, in the list, on the sign-off sheet, by the page it stands on."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import roles
from articles.desk import fate as fates
from articles.exports.office.signing import sheet_of
from articles.models import Article, Issue, Placement, SiteSettings, Status, say_where
from articles.review.steps import STEPS
from articles.review.taking import take
from articles.tests import issues, make
from articles.tests.clients import CHANGELIST, client_of

pytestmark = pytest.mark.django_db

NOVEMBER, DECEMBER, JANUARY = date(2025, 11, 1), date(2025, 12, 1), date(2026, 1, 1)
#: All of them are published in November and came off page 3 of an old newspaper.
PUBLISHED = datetime(2025, 11, 15, 4, tzinfo=UTC)


def seal(issue, *printed):
    """As `sealing.seal()` leaves it, with what was public then."""
    issue.manifest = {
        "articles": [{"article": a.pk, "headline": str(a), "digest": ""} for a in printed],
        "files": [],
    }
    issue.sealed_at = timezone.now()
    issue.save()


def piece(writer, headline, **fields):
    fields = {"status": Status.APPROVED, "publish_at": PUBLISHED, "page": 3} | fields
    return make.article(headline=headline, created_by=writer, **fields)


@pytest.fixture
def writer():
    return make.member(roles.CORRESPONDENT)


@pytest.fixture
def pieces(writer):
    """By headline; three issues of which the first is sealed."""
    names = ("刊出", "未印", "跨月", "在版上", "在篮里", "哪里也没有")
    found = {name: piece(writer, name) for name in names}
    november = issues.issue([], [found["刊出"], found["未印"]], month=NOVEMBER)
    seal(november, found["刊出"])
    seal(issues.issue([found["跨月"]], month=DECEMBER), found["跨月"])
    january = issues.issue([], [], [found["在版上"]], month=JANUARY)
    Placement.objects.create(issue=january, article=found["在篮里"])
    return found


TOLD = {
    "刊出": "刊于2025年11月号第2版",
    "未印": "",
    "跨月": "刊于2025年12月号第1版",
    "在版上": "排在2026年1月号第3版",
    "在篮里": "",
    "哪里也没有": "",
}


def test_desk_and_list_name_the_issue_and_the_page_that_a_piece_stands_on(
    monkeypatch, writer, pieces
):
    monkeypatch.setattr(fates, "say_moment", lambda moment: "那天")
    client = client_of(writer)

    rows = client.get(reverse("admin:index")).context["sent"].rows
    on_desk = {row.article.headline: row.fate for row in rows}
    listed = client.get(CHANGELIST).context["cl"].result_list

    fate = {name: f"已发布，那天{said and '，'}{said}" for name, said in TOLD.items()}
    assert on_desk == fate
    assert {article.headline: article.fate for article in listed} == fate


def printed(article):
    """What the sheet says of print, after the web address."""
    return sheet_of(article, SiteSettings.objects.current()).used[2:]


def test_the_sheet_names_them_too_and_nothing_else(pieces):
    found = {name: printed(article) for name, article in pieces.items()}

    assert found == {name: (said,) if said else () for name, said in TOLD.items()}


def test_a_revision_stands_where_the_article_stands_that_it_revises(pieces):
    copies = {
        name: take(STEPS["revise"], pieces[name], by=make.member(roles.EDITOR))
        for name in ("刊出", "在版上", "哪里也没有")
    }

    assert {name: printed(copy) for name, copy in copies.items()} == {
        "刊出": ("刊于2025年11月号第2版",), "在版上": ("排在2026年1月号第3版",), "哪里也没有": (),
    }  # fmt: skip


def test_what_was_withdrawn_has_run_but_will_not_run(writer, pieces):
    for article in pieces.values():
        take(STEPS["withdraw"], article, by=make.member(roles.CHIEF), opinion="失实。")
    rows = Article.objects.all()

    assert {row.headline: printed(row) for row in rows if printed(row)} == {
        "刊出": ("刊于2025年11月号第2版",), "跨月": ("刊于2025年12月号第1版",),
    }  # fmt: skip
    shown = client_of(writer).get(reverse("admin:index")).context["sent"].rows
    assert {row.fate for row in shown} == {"已撤稿：失实。"}


def test_what_is_sealed_at_last_has_run(pieces):
    seal(Issue.objects.get(month=JANUARY), pieces["在版上"])

    assert printed(pieces["在版上"]) == ("刊于2026年1月号第3版",)


@pytest.mark.parametrize(
    ("own", "other", "told"),
    [
        ([], [], 2),  # no picture was made
        (["刊出"], [], 2),
        ([], ["刊出"], 2),
        (["别的"], ["刊出"], 1),  # it did not fit: a sheet that pages share is shown with page 1
        (["刊出", "别的"], ["刊出"], 2),  # it began on its page, and went on there
        (["别的"], ["别的"], 2),
    ],
)
def test_what_ran_on_a_shared_sheet_is_told_by_the_page_that_shows_it(pieces, own, other, told):
    numbers = {"刊出": pieces["刊出"].pk, "别的": 0}
    first, second = Issue.objects.get(month=NOVEMBER).pages.order_by("number")
    for page, shown in ((first, other), (second, own)):
        page.zones = [{"article": numbers[name], "x": 0, "y": 0} for name in shown]
        page.save()

    assert printed(pieces["刊出"]) == (f"刊于2025年11月号第{told}版",)


def test_a_place_is_found_in_two_queries_for_any_number(writer, pieces, django_assert_num_queries):
    for number in range(10):
        issues.issue([piece(writer, f"又{number}")], month=date(2024, number + 1, 1),
                     whole_number=100 + number)  # fmt: skip

    for chosen in (Article.objects.all()[:2], Article.objects.all()):
        rows = list(chosen)
        with django_assert_num_queries(2):
            say_where(rows)
