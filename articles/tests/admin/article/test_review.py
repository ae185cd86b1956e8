"""The review page and the rail: who is offered what, what changed, what the record says."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles import roles
from articles.models import Article, Byline, Photo, SiteSettings, Status, Step
from articles.review import colleagues, record, taking
from articles.review.steps import STEPS
from articles.tests import make
from articles.tests.clients import client_of, form, url

pytestmark = pytest.mark.django_db

DESK = reverse("admin:index")


def take(name, article, by, **more):
    return taking.take(STEPS[name], Article.objects.get(pk=article.pk), by=by, **more)


def edit(article, by=None, **fields):
    """A save as the form makes it: a new version, and reviews of another text void."""
    article = Article.objects.get(pk=article.pk)
    for name, value in fields.items():
        setattr(article, name, value)
    article.revision += 1
    article.save()
    record.saved(article, by=by)
    return Article.objects.get(pk=article.pk)


def page_of(article, user, name="review"):
    return client_of(user).get(url(name, article))


def offered(page):
    """Labels of the main step, of those at a press and of those with an opinion."""
    offers = page.context["offers"]
    return (
        offers.main.rule.label if offers.main else "",
        [each.rule.label for each in offers.plain],
        [each.rule.label for each in offers.with_opinion],
    )


def words(changes):
    """Changes as [-gone-]{+come+}."""
    how = {"same": "{}", "deleted": "[-{}-]", "inserted": "{{+{}+}}"}
    return "".join(how[change.kind].format(change.text) for change in changes)


def chain(page):
    return [
        (line.step.label, line.step.by_post, line.shape, bool(line.voided))
        for line in (*page.context["folded"], *page.context["lines"])
    ]


# Who is offered what


def test_each_level_is_offered_its_own_step():
    people = {role: make.member(role) for role in (roles.EDITOR, roles.DESK, roles.CHIEF)}
    found = {
        (status, role): offered(page_of(make.sent(status), user))
        for status in (Status.SUBMITTED, Status.FIRST_PASSED, Status.SECOND_PASSED, Status.HELD)
        for role, user in people.items()
    }

    turned = ["退改", "退稿"]
    chief = ["退改", "加急签发", "退稿"]
    assert found == {
        (Status.SUBMITTED, roles.EDITOR): ("初审通过", ["待用"], turned),
        (Status.SUBMITTED, roles.DESK): ("", ["待用"], turned),
        (Status.SUBMITTED, roles.CHIEF): ("", ["待用"], chief),
        (Status.FIRST_PASSED, roles.EDITOR): ("", [], []),
        (Status.FIRST_PASSED, roles.DESK): ("复审通过", ["待用"], turned),
        (Status.FIRST_PASSED, roles.CHIEF): ("", ["待用"], chief),
        (Status.SECOND_PASSED, roles.EDITOR): ("", [], []),
        (Status.SECOND_PASSED, roles.DESK): ("", [], []),
        (Status.SECOND_PASSED, roles.CHIEF): ("终审签发", ["待用"], chief),
        (Status.HELD, roles.EDITOR): ("", ["启用"], turned),
        (Status.HELD, roles.DESK): ("", ["启用"], turned),
        (Status.HELD, roles.CHIEF): ("", ["启用"], turned),
    }


def test_a_newsroom_with_two_reviews_uses_its_own_words():
    SiteSettings.objects.current()
    SiteSettings.objects.update(first_review="责编审", second_review="", final_review="签发审")
    article = take("first-pass", make.sent(Status.SUBMITTED), make.member(roles.EDITOR))

    page = page_of(article, make.member(roles.CHIEF))

    assert page.context["state_label"] == "待签发审"
    assert (page.context["seals"].row, page.context["seals"].label) == (
        (("责", "seal-passed"), ("签", "seal-now")),
        "责编审已过，正在签发审",
    )
    assert [(each.name, each.now) for each in page.context["to_come"]] == [("签发审", True)]
    assert "终审" not in page.content.decode()


def test_a_correspondent_and_the_printers_read_without_deciding():
    writer = make.member(roles.CORRESPONDENT)
    article = make.sent(Status.FIRST_PASSED, created_by=writer)

    pages = [page_of(article, user) for user in (writer, make.member(roles.STAFF))]

    assert [offered(page) for page in pages] == [("", [], [])] * 2
    assert [page.context["next_proof"] for page in pages] == ["", "一校"]
    for page in pages:
        assert "您这里只看不办" in page.content.decode()
        assert 'id="pass"' not in page.content.decode()


def test_what_one_may_not_see_is_not_there_and_nothing_is_posted_to_the_page():
    article = make.sent(Status.SUBMITTED)
    stranger, editor = make.member(roles.CORRESPONDENT), make.member(roles.EDITOR)

    assert page_of(article, stranger).status_code == 404
    nothing = reverse("admin:articles_article_review", args=[article.pk + 1])
    assert client_of(editor).get(nothing).status_code == 404
    assert client_of(editor).post(url("review", article)).status_code == 405


def test_what_would_be_refused_is_said_before_it_is_tried():
    article = make.sent(Status.SECOND_PASSED)
    editor = make.editor()  # may pass at every level
    twice = take("first-pass", make.sent(Status.SUBMITTED), editor)
    bare = make.sent(Status.SECOND_PASSED)
    make.photo(bare, alt="")

    unproofed = page_of(article, make.member(roles.CHIEF))
    same = page_of(twice, editor)
    lacking = page_of(bare, make.member(roles.CHIEF))

    assert unproofed.context["reasons"] == ["才校过0次，签发前要1校，不能终审签发。"]
    assert same.context["reasons"] == [
        "您已经办过这份文字的“初审通过”，复审通过请另一位同事来办。",
    ]
    assert lacking.context["reasons"] == [
        "还缺1幅图片的替代文字，不能终审签发、加急签发。",
        "这份文字没有有效的初审、复审（审过之后改过，或没有留痕），不能终审签发。"
        "请退改，重新送审。",
    ]
    for page in (unproofed, same, lacking):
        main = re.search(r"<button[^>]*btn-main[^>]*>", page.content.decode())[0]
        assert 'type="button"' in main
        assert 'aria-disabled="true" aria-describedby="why-not"' in main


# What changed since


def test_one_sees_what_changed_since_one_judged_it_oneself():
    chief, desk = make.member(roles.CHIEF), make.member(roles.DESK)
    article = edit(make.article(created_by=make.member(roles.CORRESPONDENT)), headline="一")
    take("submit", article, article.created_by)
    take("return", article, chief, opinion="再写。")
    edit(article, headline="二")
    take("submit", article, article.created_by)
    take("first-pass", article, make.member(roles.EDITOR))
    edited = edit(article, headline="三")

    mine, others = page_of(edited, chief), page_of(edited, desk)

    assert (mine.context["seen"].number, others.context["seen"].number) == (1, 2)
    assert mine.context["seen"].said.startswith("您今天")
    assert "初审通过的是第2版" in others.context["seen"].said
    assert words(mine.context["compared"].heads["headline"]) == "[-一-]{+三+}"
    assert words(others.context["compared"].heads["headline"]) == "[-二-]{+三+}"
    assert [row["number"] for row in mine.context["since"]] == [2, 3]


def test_a_text_that_nobody_judged_is_shown_without_changes():
    article = edit(make.article(headline="头一回"))
    page = page_of(article, make.member(roles.EDITOR))

    assert page.context["seen"] is None
    assert page.context["compared"].count == 0
    assert "<ins" not in page.content.decode()
    assert "data-switch" not in page.content.decode()


def test_a_working_copy_is_compared_with_what_is_public():
    live = make.sent(Status.APPROVED, headline="原题")
    copy = take("revise", live, make.member(roles.EDITOR))
    page = page_of(edit(copy, headline="新题"), make.member(roles.DESK))

    assert page.context["seen"].said == "和公开的那一份相比，"
    assert words(page.context["compared"].heads["headline"]) == "[-原-]{+新+}题"


def test_every_part_of_the_text_shows_what_changed():
    old_campaign, new_campaign = make.campaign("民生"), make.campaign("两岸")
    place, elsewhere = make.place("澄河"), make.place("柳桥")
    writer, other = make.reporter("闻人月"), make.reporter("宁望舒")
    article = make.article(
        kicker="引题", headline="三万居民", subhead="副题", summary="摘要旧",
        body="<p>近日，路灯亮了。</p><p>不变的一段。</p><ul><li>白天</li></ul><p>要删的话。</p>",
        campaigns=[old_campaign], places=[place], reporters=[writer],
        created_by=make.member(roles.CORRESPONDENT),
    )  # fmt: skip
    make.photo(article, number=1, caption="旧图", credit="鹿鸣")
    make.photo(article, number=2, caption="要拿掉的图")
    record.saved(article, by=None)
    chief = make.member(roles.CHIEF)
    take("submit", article, article.created_by)
    take("return", article, chief, opinion="改。")

    Byline.objects.filter(article=article).delete()
    make.byline(article, other)
    article.campaigns.set([new_campaign])
    article.places.set([place, elsewhere])
    Photo.objects.filter(article=article, number=1).update(caption="新图")
    Photo.objects.filter(article=article, number=2).delete()
    make.photo(article, number=3, caption="加的图")
    edited = edit(
        article, headline="近三万居民", subhead="", summary="摘要新", weight=4, page=1,
        body="<p>11月19日，路灯亮了。</p><p>不变的一段。</p><ul><li>白天</li><li>晚上</li></ul>"
        "<p>加的一段。</p>",
    )  # fmt: skip
    page = page_of(edited, chief)
    compared = page.context["compared"]

    assert {name: words(line) for name, line in compared.heads.items()} == {
        "kicker": "引题",
        "headline": "{+近+}三万居民",
        "subhead": "[-副题-]",
        "summary": "摘要[-旧-]{+新+}",
        "source": "",
    }
    assert words(compared.bylines) == "[-通讯员 闻人月-]{+通讯员 宁望舒+}"
    assert words(compared.campaigns) == "[-民生-]{+两岸+}"
    assert words(compared.places) == "澄河{+柳桥+}"
    assert words(compared.facts) == "消息[-一般-]{+第一版头条+}"
    assert [(each.state, words(each.pair.changes)) for each in compared.body] == [
        ("changed", "[-近-]{+11月19+}日，路灯亮了。"),
        ("same", "不变的一段。"),
        ("changed", "白天{+\n晚上+}"),
        ("removed", ""),
        ("added", ""),
    ]
    assert [(each.state, words(each.caption)) for each in compared.unplaced] == [
        ("changed", "[-旧-]{+新+}图"),
        ("added", "加的图"),
    ]
    assert [each.caption for each in compared.gone] == ["要拿掉的图"]
    # headline, subhead, summary, bylines, campaigns, places, facts, four blocks, three photos
    assert compared.count == 14
    text = page.content.decode()
    assert "<ins>近</ins>三万居民" in text
    assert "只看改动 14" in text


def test_a_replaced_photo_and_a_moved_one_are_marked():
    article = make.article(
        body='<p>一。</p><figure data-photo="1"></figure>', created_by=make.member(roles.EDITOR)
    )
    photo = make.photo(article, number=1)
    record.saved(article, by=None)
    take("submit", article, article.created_by)
    desk = make.member(roles.DESK)
    take("return", article, desk, opinion="换图。")
    photo.delete()
    make.photo(article, number=1, size=(30, 30))

    (_, place) = page_of(edit(article), desk).context["compared"].body

    assert (place.state, place.figure.replaced) == ("changed", True)


# The record


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
    assert counts == {"review": [18, 18], "change": [19, 19]}
    assert len(page.context["versions_kept"]) == 6


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
        Status.SUBMITTED: [(17, 19)] * 2,
        Status.APPROVED: [(18, 19)] * 2,  # whether a revision is under way
        Status.WITHDRAWN: [(18, 19)] * 2,
        "revision": [(18, 19)] * 2,
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


# Deciding


def test_after_passing_one_is_back_on_the_desk():
    article, editor = make.sent(Status.SUBMITTED), make.member(roles.EDITOR)
    posted = {
        "_step": "first-pass", "revision": article.revision, "opinion": "核过。", "next": DESK,
    }  # fmt: skip

    answer = client_of(editor).post(url("step", article), posted)

    assert (answer.status_code, answer["Location"]) == (302, DESK)
    last = record.whole(article).last()
    assert (last.step, last.by, last.opinion) == ("first-pass", editor, "核过。")


def test_a_refused_step_comes_back_to_its_page_with_what_was_typed_once():
    article, chief = make.sent(Status.SECOND_PASSED), make.member(roles.CHIEF)
    client, here = client_of(chief), url("review", article)
    posted = {
        "_step": "return", "revision": article.revision + 1, "passage": "三万",
        "opinion": "怎么算的？<b>", "next": DESK, "here": here,
    }  # fmt: skip

    answer = client.post(url("step", article), posted)
    first, second = client.get(here), client.get(here)

    assert answer["Location"] == here
    assert "又改过，没有退改" in first.content.decode()
    assert 'rows="3" maxlength="2000" required>\n怎么算的？&lt;b&gt;</textarea>' in (
        first.content.decode()
    )
    assert 'value="三万"' in first.content.decode()
    assert 'id="return" open' in first.content.decode()
    assert "怎么算的" not in second.content.decode()


def test_a_step_refused_in_the_form_keeps_its_opinion_too():
    article, chief = make.sent(Status.SECOND_PASSED), make.member(roles.CHIEF)
    client = client_of(chief)

    posted = form(article, _step="final-pass", opinion="照发。")
    page = client.post(url("change", article), posted, follow=True)

    assert "才校过0次" in page.content.decode()
    assert page.context["typed"]["opinion"] == "照发。"
    assert "照发。</textarea>" in page.content.decode()
    assert Article.objects.get(pk=article.pk).status == Status.SECOND_PASSED


def test_a_form_with_errors_comes_back_with_the_opinion():
    article, desk = make.sent(Status.FIRST_PASSED), make.member(roles.DESK)
    posted = form(article, genre="没有的体裁", _step="return", opinion="人数要核。")

    page = client_of(desk).post(url("change", article), posted)

    assert "人数要核。</textarea>" in page.content.decode()
    assert Article.objects.get(pk=article.pk).status == Status.FIRST_PASSED


def test_who_comes_second_is_told_and_sees_how_it_stands():
    article, desk = make.sent(Status.FIRST_PASSED), make.member(roles.DESK)
    take("second-pass", article, make.member(roles.DESK))
    client, here = client_of(desk), url("review", article)
    posted = {
        "_step": "return", "revision": article.revision, "opinion": "先别发。", "here": here,
    }  # fmt: skip

    page = client.post(url("step", article), posted, follow=True)

    assert page.redirect_chain == [(here, 302)]
    assert "另一位同事刚刚处理了这篇稿件" in page.content.decode()
    assert page.context["state_label"] == "待终审"
    assert Article.objects.get(pk=article.pk).status == Status.SECOND_PASSED


def test_without_the_right_a_step_is_forbidden():
    article, desk = make.sent(Status.SECOND_PASSED), make.member(roles.DESK)
    posted = {"_step": "return", "revision": article.revision, "opinion": "先别发。"}

    assert client_of(desk).post(url("step", article), posted).status_code == 403


def test_a_scheduled_article_gets_another_time_from_its_page():
    later = timezone.now() + timedelta(days=1)
    article, chief = make.sent(Status.APPROVED, publish_at=later), make.member(roles.CHIEF)
    client = client_of(chief)
    page = client.get(url("change", article))
    shown = timezone.localtime(later).strftime("%Y-%m-%dT%H:%M")
    posted = {
        "_step": "reschedule", "revision": article.revision, "publish_at": "2031-05-04T08:30",
    }  # fmt: skip

    client.post(url("step", article), posted)

    assert f'type="datetime-local" id="rail-publish-at" name="publish_at" value="{shown}"' in (
        page.content.decode()
    )
    article.refresh_from_db()
    assert timezone.localtime(article.publish_at).isoformat() == "2031-05-04T08:30:00+08:00"
    assert article.steps_taken.last().remark == "改为2031年5月4日8:30"


# Proofs, comments, hands


def test_proofs_are_recorded_on_the_page_and_the_third_is_of_the_printed_page():
    article, staff = make.sent(Status.SECOND_PASSED), make.member(roles.STAFF)
    client, here = client_of(staff), url("review", article)
    said = []
    for _ in range(3):
        page = client.get(here)
        said.append((page.context["next_proof"], "成版样张" in page.content.decode()))
        posted = {"revision": article.revision, "note": "改标点。", "next": here}
        assert client.post(url("proof", article), posted)["Location"] == here
    edit(article, headline="又改")

    page = client.get(here)

    assert said == [("一校", False), ("二校", False), ("三校", True)]
    assert [(each.number_name, each.get_of_display(), each.stale) for each in
            page.context["proofs"]] == [
        ("一校", "文字稿", True), ("二校", "文字稿", True), ("三校", "成版样张", True),
    ]  # fmt: skip


def test_a_proof_that_is_refused_keeps_its_note():
    article, staff = make.sent(Status.SECOND_PASSED), make.member(roles.STAFF)
    here = url("review", article)
    posted = {"revision": article.revision + 1, "note": "第二段漏字。", "next": here}

    page = client_of(staff).post(url("proof", article), posted, follow=True)

    assert "第二段漏字。</textarea>" in page.content.decode()
    assert not record.proofs_of(article).exists()


def test_a_comment_is_settled_by_who_said_it_who_wrote_the_article_and_editors():
    writer, staff = make.member(roles.CORRESPONDENT), make.member(roles.STAFF)
    article = make.sent(Status.SUBMITTED, created_by=writer)
    colleagues.comment(article, by=make.member(roles.DESK), text="哪条街？", passage="步道")
    colleagues.comment(article, by=staff, text="图不清。")
    editor = make.member(roles.EDITOR)
    offered_to = {
        user: [row.may_settle for row in page_of(article, user).context["comments"]]
        for user in (writer, staff, editor)
    }
    first = article.comments.first()

    refused = client_of(staff).post(url("settle", article), {"comment": first.pk})
    client = client_of(editor)
    client.post(url("settle", article), {"comment": first.pk, "next": url("review", article)})
    page = client.get(url("review", article))

    assert offered_to == {writer: [True, True], staff: [False, True], editor: [True, True]}
    assert refused.status_code == 403
    assert [each.text for each in page.context["comments"]] == ["图不清。"]
    assert [(each.text, each.settled_who) for each in page.context["settled"]] == [
        ("哪条街？", editor.username),
    ]


def test_hands_are_shown_and_offered_to_whom_they_belong():
    writer, editor = make.member(roles.CORRESPONDENT), make.member(roles.EDITOR, "沈砚秋")
    article = make.sent(Status.SUBMITTED, created_by=writer)
    names = ("handler_name", "may_take_in_hand", "may_put_down", "may_remind")

    def hands(user):
        context = page_of(article, user, "change").context
        return tuple(context[name] for name in names)

    before = hands(writer), hands(editor)
    client_of(editor).post(url("hand", article))

    assert before == (("", False, False, True), ("", True, False, False))
    assert (hands(writer), hands(editor)) == (
        ("沈砚秋", False, False, True),
        ("沈砚秋", False, True, False),
    )


# Nothing that was typed is markup


HOSTILE = '"><img src=x onerror=alert(1)><script>alert(2)</script>'


@pytest.mark.parametrize("name", ["review", "change"])
def test_nothing_that_people_typed_runs(name):
    editor = make.member(roles.EDITOR)
    editor.first_name = HOSTILE[:100]
    editor.save()
    article = edit(make.sent(Status.SUBMITTED), headline=HOSTILE, kicker=HOSTILE, summary=HOSTILE)
    take("return", article, editor, opinion=HOSTILE, passage=HOSTILE)
    make.photo(article, caption=HOSTILE, credit=HOSTILE[:60], alt=HOSTILE)
    make.byline(article, make.reporter(HOSTILE[:30]))
    edit(article, by=editor, headline=f"改{HOSTILE}", source=HOSTILE)
    colleagues.comment(article, by=editor, text=HOSTILE, passage=HOSTILE)
    article = take("submit", article, article.created_by)
    colleagues.proof(article, by=editor, revision=article.revision, note=HOSTILE)
    client = client_of(editor)
    stale = {"_step": "return", "revision": 1, "opinion": HOSTILE, "passage": HOSTILE}
    client.post(url("step", article), stale)

    text = client.get(url(name, article)).content.decode()

    assert "<img src=x" not in text
    assert "<script>alert" not in text
    assert text.count("&lt;script&gt;alert(2)&lt;/script&gt;") >= 8


def test_the_record_of_the_page_is_what_was_signed():
    article = make.sent(Status.SECOND_PASSED)
    page = page_of(article, make.member(roles.CHIEF))
    groups = page.context["digest_groups"]

    assert "".join(groups) == Step.objects.last().digest
    assert f"校验码 {groups[0]} {groups[1]} … {groups[-1]}" in page.content.decode()


def test_the_author_of_a_published_article_reads_nothing_of_its_open_revision():
    article = make.sent(Status.APPROVED)
    copy = take("revise", article, make.member(roles.EDITOR))
    copy = take("submit", copy, make.member(roles.EDITOR))
    take("return", copy, make.member(roles.DESK), opinion="内部的意见")
    client = client_of(article.created_by)

    for name in ("change", "review"):
        assert "内部的意见" not in client.get(url(name, article)).content.decode()
    assert "内部的意见" in client_of(make.editor()).get(url("change", article)).content.decode()
