"""Where the work is divided: whose text the page tells of, and who moves it to another section."""

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import roles, versions
from articles.models import Article, SiteSettings, Status, Step
from articles.tests import make
from articles.tests.clients import client_of, form, url
from articles.tests.html import Page
from articles.tests.reviewing import set_site, take

pytestmark = pytest.mark.django_db

WHOSE = "按栏目、街道分工，这篇归鹿鸣办，部门主任和总编也可以办。"


@pytest.fixture
def luming():
    return _editor("鹿鸣")


@pytest.fixture
def section(luming):
    row = make.section("民生")
    row.editors.add(luming)
    return row


def _editor(name):
    person = make.member(roles.EDITOR)
    person.first_name = name
    person.save()
    return person


def _sent(status=Status.SUBMITTED, **fields):
    article = make.sent(status, **fields)
    set_site(divides_work=True)
    return article


def _save(by, article, **fields):
    article = Article.objects.get(pk=article.pk)
    now = {"section": article.section_id or "", "places": [p.pk for p in article.places.all()]}
    return client_of(by).post(url("change", article), form(article, **now | fields))


def _stands(article):
    row = Article.objects.get(pk=article.pk)
    return row.section and row.section.name, [str(place) for place in row.places.all()]


@pytest.mark.parametrize("page", ["change", "review"])
def test_an_editor_of_another_section_reads_whose_it_is_and_finds_no_button(section, page):
    article, other = _sent(section=section), _editor("沈砚秋")
    there = client_of(other).get(url(page, article))
    words = Page(there).text

    assert there.status_code == 200
    assert WHOSE in words
    assert Page(there).values("button", "value", name="_step") == []
    assert WHOSE not in Page(client_of(section.editors.get()).get(url(page, article))).text


def test_what_the_proofreader_asks_is_decided_by_whose_text_it_is(section, luming):
    article = _sent(section=section, body="<p>居民居民都来了。</p>")
    other = _editor("沈砚秋")

    def judges(by):
        return len(client_of(by).get(url("review", article)).context["may_judge"])

    assert (judges(luming), judges(other)) == (1, 0)
    set_site(divides_work=False)
    assert judges(other) == 1


def test_what_another_editor_typed_while_the_section_changed_is_shown_again(section):
    article, other = _sent(), _editor("沈砚秋")
    typed = form(Article.objects.get(pk=article.pk), headline="费了半天劲的题", section="")
    Article.objects.update(section=section)

    answer = client_of(other).post(url("change", article), typed)

    assert answer.status_code == 409
    assert "费了半天劲的题" in Page(answer).text
    assert Article.objects.get().headline != "费了半天劲的题"


def test_a_writer_chooses_no_other_reviewer_for_what_was_sent_back(section, luming):
    other, writer = make.section("经济"), make.member(roles.CORRESPONDENT)
    article = _sent(section=section, created_by=writer)
    article = take("return", article, luming, opinion="再核一核。")

    answer = _save(writer, article, section=other.pk, headline="改过的题")

    said = "".join(Page(answer).text.split())
    assert "稿件送审过，栏目和街道定了由谁来审，不由写稿的人改。" in said
    assert "请鹿鸣或部门主任、总编来改；请先改回“民生栏”再保存。" in said
    assert "改过的题" in answer.content.decode()
    assert _stands(article) == ("民生", [])
    assert _save(writer, article, headline="改过的题").status_code == 302


def test_a_street_chooses_no_reviewer_either(luming):
    street, writer = make.place("南塘街道"), make.member(roles.CORRESPONDENT)
    street.editors.add(luming)
    article = take("return", _sent(places=[street], created_by=writer), luming, opinion="再核。")

    answer = _save(writer, article, places=[make.place("柳桥街道").pk])

    assert "请先改回“南塘街道”再保存" in Page(answer).text
    assert _stands(article) == (None, ["南塘街道"])


def test_a_draft_that_was_never_sent_in_goes_where_its_writer_puts_it(section):
    writer = make.member(roles.CORRESPONDENT)
    article = make.article(created_by=writer, section=section)
    set_site(divides_work=True)

    _save(writer, article, section=make.section("经济").pk)

    assert _stands(article) == ("经济", [])


def test_its_editor_moves_it_and_the_record_says_so(section, luming):
    article, other = _sent(section=section), make.section("经济")
    Article.objects.update(handler=luming)

    assert _save(luming, article, section=other.pk).status_code == 302

    line = Step.objects.last()
    assert (line.step, line.by, line.opinion, line.source, line.target) == (
        "move-section", luming, "从“民生栏”改到“经济栏”。", "submitted", "submitted",
    )  # fmt: skip
    assert Article.objects.get().handler is None


def test_another_section_after_a_review_voids_nothing_and_another_street_as_ever(section):
    head, article = make.member(roles.DESK), _sent(Status.FIRST_PASSED, section=section)
    _save(head, article, section=make.section("经济").pk)
    assert Article.objects.get().status == Status.FIRST_PASSED

    _save(head, article, places=[make.place("柳桥街道").pk])  # it is signed with the text
    assert Article.objects.get().status == Status.SUBMITTED
    lines = [(line.step, line.opinion) for line in Step.objects.order_by("pk")[2:]]
    assert lines == [
        ("move-section", "从“民生栏”改到“经济栏”。"),
        ("void", "审过之后改了内容，已过的审作废，从头再审。"),
        ("move-section", "从“经济栏”改到“经济栏、柳桥街道”。"),
    ]


def test_a_move_is_no_line_of_the_record_where_the_work_is_not_divided(section, luming):
    article = make.sent(Status.SUBMITTED, section=section)
    _save(luming, article, section=make.section("经济").pk)

    assert [line.step for line in Step.objects.all()] == ["submit"]


def test_an_old_version_brings_no_old_section_back_for_its_writer(section, luming):
    writer = make.member(roles.CORRESPONDENT)
    article = make.article(created_by=writer)
    versions.keep(article, by=writer)
    Article.objects.update(section=section)
    article.refresh_from_db()
    versions.keep(article, by=writer)
    article = take("submit", article, writer)
    set_site(divides_work=True)
    article = take("return", article, luming, opinion="再核。")

    data = {"number": 1, "revision": article.revision}
    answer = client_of(writer).post(url("restore", article), data)

    told = [str(each) for each in get_messages(answer.wsgi_request)]
    assert len(told) == 1
    assert "栏目、街道和现在不同。稿件送审过" in told[0]
    assert _stands(article) == ("民生", [])
    answer = client_of(make.member(roles.DESK)).post(url("restore", article), data)
    assert _stands(article) == (None, [])


@pytest.mark.parametrize("page", ["change", "review"])
def test_a_page_of_an_article_costs_five_queries_more_where_the_work_is_divided(section, page):
    article, other = make.sent(Status.SUBMITTED, section=section), _editor("沈砚秋")
    client = client_of(other)

    def count():
        client.get(url(page, article))
        with CaptureQueriesContext(connection) as found:
            client.get(url(page, article))
        return len(found)

    before = count()
    SiteSettings.objects.update(divides_work=True)
    make.place("街").editors.add(section.editors.get())
    with_one = count()
    for number in range(5):
        row = make.section(f"栏{number}")
        row.editors.add(_editor("某人"), _editor("某人"))
        make.place(f"街{number}").editors.add(row.editors.first())
    assert count() == with_one
    assert with_one - before <= 8
