"""Acts on many articles at once, and one article for one colleague by name."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import roles
from articles.models import Article, Notice, SavedFilter, Status
from articles.review import colleagues
from articles.review.steps import StepRefused
from articles.tests import make
from articles.tests.clients import CHANGELIST, client_of, url
from articles.tests.html import Page
from articles.tests.plans import issue_of

pytestmark = pytest.mark.django_db


def said(response):
    return [str(message) for message in response.context["messages"]]


def act(user, action, articles, **more):
    posted = {"action": action, "_selected_action": [each.pk for each in articles], **more}
    return client_of(user).post(CHANGELIST, posted, follow=True)


def actions(user):
    form = client_of(user).get(CHANGELIST).context["action_form"]
    return {name for name, _ in form.fields["action"].choices} & {"assign", "return", "place"}


def test_each_role_is_offered_what_it_may_do():
    who = set(roles.ROLES) - {roles.ADMINISTRATOR}
    assert {role: actions(make.member(role)) for role in who} == {
        roles.CORRESPONDENT: set(),
        roles.EDITOR: {"assign", "return"},
        roles.DESK: {"assign", "return"},
        roles.CHIEF: {"assign", "return"},
        roles.STAFF: {"place"},
    }  # fmt: skip


def test_many_are_returned_with_one_opinion_and_the_rest_is_told():
    editor = make.member(roles.EDITOR)
    first, second = make.sent(Status.SUBMITTED), make.sent(Status.SUBMITTED)
    beyond = make.sent(Status.SECOND_PASSED, headline="已到终审")
    articles = [first, second, beyond]

    asked = act(editor, "return", articles)
    assert Page(asked).values("textarea", "name") == ["opinion"]
    assert [a.status for a in Article.objects.order_by("pk")] == [a.status for a in articles]
    done = act(editor, "return", articles, opinion="请写清时间。")

    assert said(done) == ["“已到终审”：您没有退改的权限。", "已退改2篇。"]
    assert [a.status for a in Article.objects.order_by("pk")] == [
        Status.DRAFT, Status.DRAFT, Status.SECOND_PASSED,
    ]  # fmt: skip
    assert first.steps_taken.last().opinion == "请写清时间。"


@pytest.mark.parametrize("opinion", ["", "　 \n"])
def test_nothing_is_returned_without_a_word(opinion):
    article = make.sent(Status.SUBMITTED)

    act(make.member(roles.EDITOR), "return", [article], opinion=opinion)

    assert Article.objects.get().status == Status.SUBMITTED


def test_many_are_given_to_one_colleague_who_can_review_them():
    desk, chief = make.member(roles.DESK), make.member(roles.CHIEF, "顾长宁")
    mine, other = make.sent(Status.SUBMITTED), make.sent(Status.FIRST_PASSED)
    draft = make.article(headline="草稿")

    asked = act(desk, "assign", [mine])
    assert str(chief.pk) in Page(asked).values("option", "value")
    done = act(desk, "assign", [mine, other, draft], to=chief.pk)

    assert said(done) == ["“草稿”：稿件不在审，没有交。", "已交给顾长宁2篇。"]
    assert set(Article.objects.filter(handler=chief)) == {mine, other}
    assert Notice.objects.filter(to=chief, kind="hand").count() == 2


def test_nobody_gets_what_they_can_not_review():
    article, chief = make.sent(Status.SECOND_PASSED), make.member(roles.CHIEF)

    for person in (make.member(roles.EDITOR, "沈砚秋"), make.member(roles.CORRESPONDENT)):
        with pytest.raises(StepRefused, match="不能审现在的这份稿件"):
            colleagues.assign(article, to=person, by=chief)
    gone = make.member(roles.CHIEF)
    gone.is_active = False
    gone.save()
    with pytest.raises(StepRefused, match="不能审"):
        colleagues.assign(article, to=gone, by=chief)
    with pytest.raises(PermissionDenied):
        colleagues.assign(article, to=chief, by=make.member(roles.DESK))
    assert Article.objects.get().handler is None


def test_one_article_goes_to_one_colleague_by_name_from_its_review_page():
    article = make.sent(Status.SUBMITTED)
    editor, other = make.member(roles.EDITOR), make.member(roles.EDITOR, "沈砚秋")
    make.member(roles.STAFF, "虞青禾")
    client = client_of(editor)
    page = Page(client.get(url("review", article)))
    assert str(other.pk) in page.values("option", "value")
    assert "虞青禾" not in page.text

    posted = {"to": other.pk, "next": url("review", article)}
    done = client.post(url("assign", article), posted, follow=True)

    assert (said(done), Article.objects.get().handler) == (["已交给沈砚秋。"], other)
    assert Notice.objects.get(to=other).text.endswith("把这篇交给您审")
    again = client.post(url("assign", article), posted, follow=True)
    assert said(again) == ["已经在沈砚秋手上，或者稿件刚刚走到下一步，没有交。"]


def test_published_pieces_are_put_into_an_issue_to_be_placed_there():
    staff = make.member(roles.STAFF)
    issue = issue_of()
    live, draft = make.public(headline="已公开"), make.sent(Status.SUBMITTED, headline="还没签")

    asked = act(staff, "place", [live])
    assert str(issue.pk) in Page(asked).values("option", "value")
    done = act(staff, "place", [live, draft], issue=issue.pk)

    assert said(done)[0] == "“还没签”：这篇稿件没有公开，或者已经撤下，不能上版。"
    assert said(done)[1].endswith("的未排1篇。")
    assert list(issue.placements.values_list("article", "page")) == [(live.pk, None)]
    again = act(staff, "place", [live], issue=issue.pk)
    assert said(again) == ["“已公开”：已经在这一期里。"]


@pytest.mark.parametrize("key", ["x", "9" * 30, "-1", "0"])
def test_what_is_no_colleague_and_no_issue_is_asked_for_again(key):
    article = make.sent(Status.SUBMITTED)

    for user, action, name in (
        (make.member(roles.EDITOR), "assign", "to"), (make.member(roles.STAFF), "place", "issue"),
    ):  # fmt: skip
        assert act(user, action, [article], **{name: key}).status_code == 200
    assert Article.objects.get().handler is None


@pytest.mark.once
@pytest.mark.parametrize("action", ["return", "assign"])
def test_what_is_asked_first_costs_the_same_for_ten_articles_as_for_one(action):
    desk = make.member(roles.DESK)
    articles = [make.sent(Status.SUBMITTED) for _ in range(10)]
    act(desk, action, articles[:1])
    with CaptureQueriesContext(connection) as one:
        act(desk, action, articles[:1])
    with CaptureQueriesContext(connection) as ten:
        page = act(desk, action, articles)

    assert (page.context["total"], len(ten)) == (10, len(one))


@pytest.mark.parametrize("chosen", ["灯", "1.5", "-1", "9" * 20, ""])
@pytest.mark.parametrize("action", ["assign", "step-submit", "delete_selected"])
def test_rows_that_are_chosen_by_no_number_are_refused(chosen, action):
    client = client_of(make.member(roles.CHIEF))
    posted = {"action": action, "_selected_action": chosen, "index": 0}

    assert client.post(CHANGELIST, posted).status_code == 400


def test_several_are_handed_over_from_the_desk_which_is_come_back_to():
    editor, other = make.member(roles.EDITOR), make.member(roles.EDITOR)
    articles = [make.sent(Status.SUBMITTED), make.sent(Status.SUBMITTED)]
    desk = Page(client_of(editor).get("/admin/"))
    chosen = [str(each.pk) for each in articles]
    assert sorted(desk.values("input", "value", form="desk-many")) == sorted(chosen)

    asked = act(editor, "assign", articles, back="1")
    assert Page(asked).values("input", "value", name="back") == ["1"]
    done = act(editor, "assign", articles, back="1", to=other.pk)

    assert done.redirect_chain == [("/admin/", 302)]
    assert [row.handler for row in Article.objects.all()] == [other, other]


def test_the_desk_of_who_has_nothing_waiting_offers_no_act_on_several():
    page = client_of(make.member(roles.EDITOR)).get("/admin/").content.decode()

    assert "desk-many" not in page


# 常用筛选


def kept(user):
    return list(SavedFilter.objects.filter(user=user).values_list("name", "query"))


def keep(user, **data):
    return client_of(user).post(f"{CHANGELIST}filters/", data, follow=True)


def test_what_the_list_was_asked_is_kept_under_a_name_of_ones_own():
    editor, other = make.member(roles.EDITOR), make.member(roles.EDITOR)
    make.article(headline="要找的")
    query = "status__exact=draft&q=%E8%A6%81%E6%89%BE&p=3&o=1"
    clean = "status__exact=draft&q=%E8%A6%81%E6%89%BE"

    shown = keep(editor, name=" 我的草稿 ", query=query)
    keep(editor, name="我的草稿", query=query)

    assert kept(editor) == [("我的草稿", clean)]
    assert shown.redirect_chain == [(f"{CHANGELIST}?{clean}", 302)]
    assert f"?{clean}" in Page(shown).values("a", "href")
    assert "我的草稿" not in client_of(other).get(CHANGELIST).content.decode()


@pytest.mark.parametrize(
    ("name", "query", "why"),
    [
        ("", "q=a", "起个名称"),
        ("长" * 21, "q=a", "不超过20个字"),
        ("空", "", "还没有选条件"),
        ("空", "p=2", "还没有选条件"),
        ("长", "q=" + "a" * 600, "条件太长"),
    ],
)
def test_a_filter_that_cannot_be_kept_says_why(name, query, why):
    editor = make.member(roles.EDITOR)
    shown = keep(editor, name=name, query=query)

    assert why in said(shown)[0]
    assert kept(editor) == []


def test_nobody_drops_a_colleague_s_filter_and_there_are_so_many_at_the_most():
    editor, other = make.member(roles.EDITOR), make.member(roles.EDITOR)
    for number in range(20):
        keep(editor, name=f"第{number}个", query="q=a")
    assert "最多存20个" in said(keep(editor, name="又一个", query="q=a"))[0]
    row = SavedFilter.objects.first()

    keep(other, drop=row.pk)
    assert len(kept(editor)) == 20
    keep(editor, drop=row.pk)

    assert len(kept(editor)) == 19


def test_a_kept_question_that_the_list_does_not_answer_is_refused_like_any_other():
    editor = make.member(roles.EDITOR)
    keep(editor, name="坏", query="created_by__password__startswith=a")
    [(_, query)] = kept(editor)

    assert client_of(editor).get(f"{CHANGELIST}?{query}").status_code == 400
