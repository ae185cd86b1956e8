"""The review page: what changed since somebody judged the text."""

import pytest

from articles import roles
from articles.models import Byline, Photo, Status
from articles.review import record
from articles.tests import make
from articles.tests.reviewing import edit, page_of, take

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def words(changes):
    """Changes as [-gone-]{+come+}."""
    how = {"same": "{}", "deleted": "[-{}-]", "inserted": "{{+{}+}}"}
    return "".join(how[change.kind].format(change.text) for change in changes)


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


def changed_in_every_part(chief):
    """What the chief editor returned, with another text, other names and other photos since."""
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
    record.record_change(article, by=None)
    take("submit", article, article.created_by)
    take("return", article, chief, opinion="改。")

    Byline.objects.filter(article=article).delete()
    make.byline(article, other)
    article.campaigns.set([new_campaign])
    article.places.set([place, elsewhere])
    Photo.objects.filter(article=article, number=1).update(caption="新图")
    Photo.objects.filter(article=article, number=2).delete()
    make.photo(article, number=3, caption="加的图")
    return edit(
        article, headline="近三万居民", subhead="", summary="摘要新", weight=4, page=1,
        body="<p>11月19日，路灯亮了。</p><p>不变的一段。</p><ul><li>白天</li><li>晚上</li></ul>"
        "<p>加的一段。</p>",
    )  # fmt: skip


def test_every_part_of_the_text_shows_what_changed():
    chief = make.member(roles.CHIEF)
    page = page_of(changed_in_every_part(chief), chief)
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
    record.record_change(article, by=None)
    take("submit", article, article.created_by)
    desk = make.member(roles.DESK)
    take("return", article, desk, opinion="换图。")
    photo.delete()
    make.photo(article, number=1, size=(30, 30))

    (_, place) = page_of(edit(article), desk).context["compared"].body

    assert (place.state, place.figure.replaced) == ("changed", True)
