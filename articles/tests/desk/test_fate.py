"""What one's own pieces came to, and what one is told, on the desk and in the list."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import roles
from articles.desk import fate as fates
from articles.desk.seals import seals
from articles.models import (
    Article,
    Notice,
    SiteSettings,
    Status,
)
from articles.review import colleagues, record
from articles.tests import make
from articles.tests.clients import CHANGELIST, client_of, url
from articles.tests.desks import DESK, desk, row_of
from articles.tests.reviewing import take

pytestmark = pytest.mark.django_db

# One's own, and what is told


def test_an_author_sees_the_fate_of_every_piece_on_the_desk_and_in_the_list(monkeypatch):
    monkeypatch.setattr(fates, "say_moment", lambda moment: "那天")
    mine = make.member(roles.CORRESPONDENT)
    make.sent(Status.SUBMITTED, headline="别人的")
    for status in Status:
        make.sent(status, headline=str(status), created_by=mine, page=3)
    make.sent(Status.SUBMITTED, headline="被接手", created_by=mine)
    handler = make.member(roles.EDITOR, "沈砚秋")
    colleagues.take_in_hand(Article.objects.get(headline="被接手"), by=handler)
    changed = make.sent(Status.FIRST_PASSED, headline="又改过", created_by=mine)
    changed.body = "<p>改过。</p>"
    changed.save()
    record.record_change(changed, by=handler)
    back = make.sent(Status.SUBMITTED, headline="退改", created_by=mine)
    take("return", back, handler, opinion="补采访。")
    got = make.sent(Status.SUBMITTED, headline="取回", created_by=mine)
    take("recall", got, mine)
    told = {
        "submitted": "待初审，在责任编辑处",
        "first_passed": "待复审，在部门主任处",
        "second_passed": "待终审，在总编处",
        "approved": "已发布，那天",
        "held": "留作待用：照办。",
        "rejected": "退稿：照办。",
        "withdrawn": "已撤稿：照办。",
        "timed": "修订已签发，那天替换",
        "被接手": "待初审，沈砚秋已接手",
        "又改过": "待初审，在责任编辑处（审过之后又改，从头再审）",
    }

    on_desk = {row.article.headline: row.fate for row in desk(mine)["sent"].rows}
    page = client_of(mine).get(CHANGELIST)
    in_list = {article.headline: article.fate for article in page.context["cl"].result_list}

    assert on_desk == told
    assert in_list == told | {
        "draft": "还没有送审",
        "退改": "责任编辑 沈砚秋退改：补采访。",
        "取回": "已取回，还没有再送",
    }
    public = Article.objects.get(headline="approved")
    assert public.get_absolute_url() in page.content.decode()
    assert public.get_absolute_url() in client_of(mine).get(DESK).content.decode()


def test_what_is_signed_off_for_later_says_when_it_goes_out():
    site = SiteSettings.objects.current()
    when = timezone.now() + timedelta(days=40)
    article = make.article(status=Status.APPROVED, publish_at=when)

    local = timezone.localtime(when)
    day = f"{local.month}月{local.day}日{local.hour}:{local:%M}"
    year = "" if local.year == timezone.localdate().year else f"{local.year}年"
    assert fates.fate(article, None, site) == f"已签发，{year}{day}发布"


def test_those_who_handle_copy_keep_the_campaigns_in_their_list(editor_client):
    make.public()
    page = editor_client.get(CHANGELIST)
    assert "campaign_names" in page.context["cl"].list_display
    assert "fate" not in page.context["cl"].list_display


def test_an_author_reminds_those_at_whose_desk_it_is():
    mine, editor = make.member(roles.CORRESPONDENT), make.member(roles.EDITOR)
    article = make.sent(Status.SUBMITTED, created_by=mine)
    done = make.sent(Status.HELD, created_by=mine)

    assert (row_of(mine, article).may_remind, row_of(mine, done).may_remind) == (True, False)
    response = client_of(mine).post(url("remind", article), {"next": DESK})

    assert response.headers["Location"] == DESK
    assert [n.kind for n in desk(editor)["notices"]] == ["remind"]


def test_notices_are_read_all_at_once_and_only_ones_own():
    mine, other = make.member(roles.CORRESPONDENT), make.member(roles.CORRESPONDENT)
    for to in (mine, mine, other):
        Notice.objects.create(to=to, article=make.article(created_by=to), text="送审了", kind="x")
    read = reverse("admin:notices_read")
    client = client_of(mine)

    assert (client.get(DESK).context["unread"], client.get(read).status_code) == (2, 405)
    client.post(read)

    assert client.get(DESK).context["unread"] == 0
    assert Notice.objects.filter(to=other).unread().count() == 1


# Seals


def test_the_row_of_seals_tells_the_record():
    site = SiteSettings.objects.current()
    editor, chief = make.member(roles.DESK), make.member(roles.CHIEF)

    def drawn(article):
        article.refresh_from_db()
        found = seals(record.dossier_of(article, site))
        return found.label, [shape for _, shape in found.row]

    article = make.sent(Status.FIRST_PASSED)
    waits = drawn(article)
    take("return", article, editor, opinion="改。")
    returned = drawn(article)
    take("submit", article, article.created_by)
    again = drawn(article)
    rejected = make.sent(Status.SECOND_PASSED)
    take("reject", rejected, chief, opinion="不用。")
    now, passed, void, back = "seal-now", "seal-passed", "seal-void", "seal-returned"

    assert waits == ("初审已过，正在复审，终审未到", [passed, now, ""])
    assert returned == ("初审作废，复审退回，终审未到", [void, back, ""])
    assert again == ("正在初审，复审未到，终审未到", [now, "", ""])
    assert drawn(rejected) == ("初审已过，复审已过，终审退回", [passed, passed, back])
    assert drawn(make.sent(Status.APPROVED))[1] == [passed] * 3
    changed = make.sent(Status.SECOND_PASSED)
    changed.body = "<p>改过。</p>"
    changed.save()
    record.record_change(changed, by=editor)
    assert drawn(changed) == ("正在初审，复审作废，终审未到", [now, void, ""])
