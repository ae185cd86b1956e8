"""The record beside an article: which reviews hold, how long it may get, what it costs."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import roles
from articles.models import Status
from articles.review import colleagues
from articles.tests import make
from articles.tests.clients import client_of, url
from articles.tests.reviewing import edit, page_of, take

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def chain(page):
    return [
        (line.step.label, line.step.by_post, line.shape, bool(line.voided))
        for line in (*page.context["folded"], *page.context["lines"])
    ]


def test_passes_of_an_earlier_text_are_struck_with_the_reason():
    article = edit(make.sent(Status.SECOND_PASSED))
    take("return", article, make.member(roles.CHIEF), opinion="人数？", passage="三万居民")
    take("submit", article, article.created_by)
    take("first-pass", article, make.member(roles.EDITOR))
    edited = edit(article, headline="改了题")

    page = page_of(edited, make.member(roles.EDITOR), "change")

    assert chain(page) == [
        ("送审", "通讯员", "seal-plain", False),
        ("初审通过", "责任编辑", "seal-void", True),
        ("复审通过", "部门主任", "seal-void", True),
        ("退改", "总编", "seal-returned", False),
        ("送审", "通讯员", "seal-plain", False),
        ("初审通过", "责任编辑", "seal-void", True),
        ("审过作废", "", "seal-void", False),
    ]
    reasons = [re.sub(r"\d+:\d\d", "", line.voided) for line in page.context["lines"]]
    assert [each for each in reasons if each] == [
        "今天退改，作废", "今天退改，作废", "今天改动，作废",
    ]  # fmt: skip
    assert [(each.name, each.now) for each in page.context["to_come"]] == [
        ("初审", True), ("复审", False), ("终审", False),
    ]  # fmt: skip
    assert '<q class="passage">三万居民</q>' in page.content.decode()


def test_reviews_that_led_to_print_stay_and_those_of_a_revision_are_marked():
    live = edit(make.sent(Status.APPROVED))
    copy = take("revise", live, make.member(roles.EDITOR))
    take("submit", copy, copy.created_by)
    take("first-pass", copy, make.member(roles.EDITOR))

    pages = [page_of(each, make.member(roles.DESK), "change") for each in (live, copy)]

    assert chain(pages[0]) == chain(pages[1])
    assert [line[2:] for line in chain(pages[0]) if "通过" in line[0]] == [
        ("seal-passed", False), ("seal-passed", False), ("seal-passed", False),
    ]  # fmt: skip
    assert [page.content.decode().count("　修订稿</p>") for page in pages] == [2, 2]
    assert "这是《" in pages[1].content.decode()
    assert url("change", live) in pages[1].content.decode()
    assert live.get_absolute_url() in pages[1].content.decode()
    assert "有一份修订稿没有办完" in pages[0].content.decode()
    assert [each.why for each in pages[0].context["offers"].plain] == [
        "这篇稿件已有一份修订稿没有办完，不能修订。请先办完或删去它。",
    ]


def test_a_long_record_is_folded_and_takes_no_more_queries():
    chief = make.member(roles.CHIEF)
    article = edit(make.sent(Status.SUBMITTED))
    counts = {}
    for rounds in (1, 8):
        for number in range(rounds):
            take("return", article, chief, opinion=f"第{number}次。")
            edit(article, by=chief, body=f"<p>第{number}稿。</p>")
            colleagues.comment(article, by=chief, text=f"看第{number}处。", passage="稿")
            article = take("submit", article, article.created_by)
            colleagues.proof(article, by=chief, revision=article.revision)
        for name in ("review", "change"):
            counts.setdefault(name, []).append(asked(article, chief, name))

    page = page_of(article, chief, "change")
    assert (len(page.context["folded"]), len(page.context["lines"])) == (7, 12)
    # The hours that the chief may choose from, and comments, take one more than a page without.
    assert counts == {"review": [19, 19], "change": [19, 19]}
    assert len(page.context["versions_kept"]) == 6


@pytest.mark.once
def test_the_pages_of_an_article_take_as_many_queries_however_much_hangs_on_it():
    editor = make.member(roles.EDITOR)
    counts = {}
    for number in (1, 5):
        unit = make.unit()
        parts = {
            "reporters": [make.reporter() for _ in range(number)],
            "campaigns": [make.campaign() for _ in range(number)],
            "places": [make.place() for _ in range(number)],
        }
        for status in (Status.SUBMITTED, Status.APPROVED, Status.WITHDRAWN, "revision"):
            revised = status == "revision"
            article = make.sent(Status.APPROVED if revised else status, photos=number, **parts)
            if revised:
                article = take("submit", take("revise", article, editor), editor)
            article.bylines.update(unit=unit)
            article = edit(article)
            counts.setdefault(status, []).append(
                (asked(article, editor, "review"), asked(article, editor, "change"))
            )

    assert counts == {
        Status.SUBMITTED: [(16, 18)] * 2,
        Status.APPROVED: [(17, 18)] * 2,  # whether a revision is under way
        Status.WITHDRAWN: [(17, 18)] * 2,
        "revision": [(17, 18)] * 2,
    }


def asked(article, user, name):
    client = client_of(user)
    client.get(url(name, article))  # the site's settings, and notices that are read
    with CaptureQueriesContext(connection) as queries:
        client.get(url(name, article))
    return len(queries)


def test_the_versions_lead_to_what_changed_in_each():
    editor = make.member(roles.EDITOR, "沈砚秋")
    article = edit(edit(make.article(headline="一")), by=editor, headline="二")

    page = page_of(article, editor, "change")

    assert [(row["number"], row["before"], row["who"]) for row in page.context["versions_kept"]] \
        == [(2, 1, "沈砚秋"), (1, None, "系统")]  # fmt: skip
    assert f"{url('versions', article)}?old=1&amp;new=2" in page.content.decode()
    assert url("sheet", article) in page.content.decode()
    assert " ".join(page.context["digest_groups"]) in page.content.decode()


def test_a_form_on_a_reviewed_text_warns_that_a_change_voids_the_reviews():
    warning = "改了文字，已过的审作废，从头再审。"
    editor = make.member(roles.EDITOR)
    found = {
        status: warning in page_of(make.sent(status), editor, "change").content.decode()
        for status in (Status.DRAFT, Status.SUBMITTED, Status.FIRST_PASSED, Status.SECOND_PASSED)
    }

    assert found == {
        Status.DRAFT: False,
        Status.SUBMITTED: False,
        Status.FIRST_PASSED: True,
        Status.SECOND_PASSED: True,
    }
