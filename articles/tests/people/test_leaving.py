"""Somebody leaves: what is open with them is put down and passes to a colleague, and it is said."""

import pytest
from django.contrib.auth.models import User
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Notice, PreviewLink, Referral, Status
from articles.review import colleagues, leaving
from articles.review.steps import STEPS, StepRefused
from articles.review.taking import take
from articles.roles import ADMINISTRATOR, CHIEF, CORRESPONDENT, EDITOR
from articles.tests import make
from articles.tests.accounts import save_account, told_of, url
from articles.tests.clients import client_of
from articles.tests.entering import person
from articles.tests.html import Page

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    return client_of(person("guanli", ADMINISTRATOR, first_name="管理员"))


@pytest.fixture
def leaver():
    """Somebody with a draft, a text that was sent in, and another's in hand."""
    account = person("shenyq", EDITOR, first_name="沈砚秋")
    make.article(created_by=account, headline="写了一半的稿")
    make.sent(Status.SUBMITTED, created_by=account, headline="送审了的稿")
    held = make.sent(Status.SUBMITTED, headline="接手在审的稿")
    colleagues.take_in_hand(held, by=account)
    return account


def said(answer):
    return [str(each) for each in get_messages(answer.wsgi_request)]


def owners():
    rows = Article.objects.order_by("pk").values_list("headline", "created_by__username")
    return dict(rows)


def hands():
    return dict(
        Article.objects.filter(handler__isnull=False).values_list("headline", "handler__username")
    )


def test_what_is_open_passes_to_a_colleague_who_is_told_and_it_is_recorded(administrator, leaver):
    heir = person("jiangy", EDITOR, first_name="江雨")
    before = owners()
    answer = administrator.post(url("hand_over", leaver), {"to": heir.pk})

    draft, held = (
        Article.objects.get(headline=name).pk for name in ("写了一半的稿", "接手在审的稿")
    )
    assert said(answer) == [
        "已把沈砚秋（shenyq）手上的1篇草稿、1篇在审的稿件交给了江雨（jiangy），"
        "江雨收到了通知。印在稿件上的署名没有动。"
    ]
    assert owners() == before | {"写了一半的稿": "jiangy"}
    assert hands() == {"接手在审的稿": "jiangy"}
    assert sorted(Notice.objects.filter(to=heir).values_list("article__headline", "text")) == [
        ("写了一半的稿", "管理员把沈砚秋的这篇草稿交给您"),
        ("接手在审的稿", "管理员把这篇交给您审"),
    ]
    assert told_of(leaver)[-1].endswith(f"交给了江雨（jiangy）（稿号{draft}、{held}）。")


def test_who_stops_an_account_is_told_what_is_open_and_reviews_go_on(administrator, leaver):
    answer = save_account(administrator, leaver, is_active="")

    assert (
        "沈砚秋（shenyq）手上在审的1篇已经放回，别的同事可以接手。"
        "还有1篇草稿，请在这个人的页面上交给一位同事。"
    ) in said(answer)
    assert hands() == {}
    assert "有1篇草稿。" in Page(administrator.get(url("change", leaver))).text


def test_several_that_are_stopped_at_once_are_told_of_alike(administrator, leaver):
    data = {"action": "stop", "_selected_action": [leaver.pk]}
    answer = administrator.post(reverse("admin:auth_user_changelist"), data)

    assert [line for line in said(answer) if "放回" in line] != []
    assert not User.objects.get(pk=leaver.pk).is_active


def test_who_has_nothing_open_leaves_without_a_word(administrator):
    account = make.member(EDITOR, "jiangy")

    assert [
        line for line in said(save_account(administrator, account, is_active="")) if "稿" in line
    ] == []
    with pytest.raises(StepRefused, match="手上没有没做完的稿件"):
        leaving.hand_over(account, to=make.member(EDITOR, "lus"), by=account)


@pytest.mark.parametrize("who", ["correspondent", "stopped", "nobody", "self", "wrong"])
def test_work_passes_only_to_a_colleague_who_handles_copy(administrator, leaver, who):
    stopped = person("tingle", EDITOR, is_active=False)
    to = {
        "correspondent": make.member(CORRESPONDENT, "tongxun").pk,
        "stopped": stopped.pk,
        "nobody": 99999,
        "self": leaver.pk,
        "wrong": "①",
    }[who]
    before = owners(), hands()
    answer = administrator.post(url("hand_over", leaver), {"to": to})

    assert (owners(), hands()) == before
    assert [line[-5:] for line in said(answer)] != []
    assert Notice.objects.filter(kind="hand").count() == 0


def test_what_the_colleague_cannot_review_is_put_down():
    chief, heir = person("zhurw", CHIEF), person("jiangy", EDITOR)
    last = make.sent(Status.SECOND_PASSED, headline="等着签发的稿")
    Article.objects.filter(pk=last.pk).update(handler=chief)
    make.article(created_by=chief)
    work, _ = leaving.hand_over(chief, to=heir, by=make.user())

    assert (work.drafts, work.in_hand, hands()) == (1, 0, {})


def test_no_link_of_a_stopped_account_opens_an_unpublished_text(administrator, leaver):
    text = make.sent(Status.SUBMITTED, headline="还没有公开的稿")
    colleague = make.member(EDITOR, "lus")
    answered = {"outcome": "passed", "answered_at": timezone.now()}
    links = [
        make.preview(text, made_by=leaver),
        make.referral(text, made_by=leaver).get_absolute_url(),
        make.preview(text, made_by=colleague),
        make.referral(text, made_by=colleague).get_absolute_url(),
        make.referral(text, made_by=leaver, **answered).get_absolute_url(),
    ]
    before = [Client().get(each).status_code for each in links]
    told = said(save_account(administrator, leaver, is_active=""))

    assert before == [200] * 5
    assert [Client().get(each).status_code for each in links] == [404, 404, 200, 200, 200]
    assert any("2个看稿链接已经收回" in line for line in told)
    revoked = [model.objects.exclude(revoked_at=None).count() for model in (PreviewLink, Referral)]
    assert revoked == [1, 1]


def stop(account):
    User.objects.filter(pk=account.pk).update(is_active=False)


@pytest.mark.parametrize("step", ["return", "reopen"])
def test_what_comes_back_from_a_stopped_account_lies_on_the_desk_of_who_turned_it_back(
    leaver, step
):
    stop(leaver)
    article = Article.objects.get(headline="送审了的稿")
    by = person("jiangy", EDITOR, first_name="江雨")
    if step == "reopen":
        take(STEPS["reject"], article, by=by, opinion="先不用。")
    take(STEPS[step], article, by=by, opinion="请补采访。")

    article.refresh_from_db()
    assert (article.status, article.created_by) == (Status.DRAFT, by)
    last = article.steps_taken.latest("pk")
    assert (last.step, last.remark) == (step, "沈砚秋的账号已停用，归江雨")
    desk = Page(client_of(by).get(reverse("admin:index"))).text
    assert "送审了的稿" in desk
    if step == "return":
        assert desk.index("退给我的") < desk.index("送审了的稿")


def test_what_somebody_who_works_here_wrote_comes_back_to_them(leaver):
    article = Article.objects.get(headline="送审了的稿")
    take(STEPS["return"], article, by=make.editor(), opinion="请补采访。")

    article.refresh_from_db()
    assert article.created_by == leaver
    assert article.steps_taken.latest("pk").remark == ""


def test_a_text_of_nobody_that_is_turned_back_is_no_longer_nobodys(leaver):
    article = make.article(status=Status.SUBMITTED)
    take(STEPS["return"], article, by=leaver, opinion="请补采访。")

    article.refresh_from_db()
    assert article.created_by == leaver
    assert article.steps_taken.latest("pk").remark == "稿件没有作者的账号，归沈砚秋"


def test_who_reviews_reads_before_the_press_to_whom_it_will_come(leaver):
    article = Article.objects.get(headline="送审了的稿")
    client = client_of(make.editor())
    review = reverse("admin:articles_article_review", args=[article.pk])
    working = Page(client.get(review)).text
    stop(leaver)
    left = Page(client.get(review)).text

    said = "沈砚秋的账号已停用，退改后归您，列在您的“退给我的”里。"
    assert ("退改给沈砚秋" in working, said in working) == (True, False)
    assert ("退改给" in left, said in left) == (False, True)
