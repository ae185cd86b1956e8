"""The drafts of an imported page: what they carry, and when they are written over."""

from datetime import date

import pytest
from django.utils import timezone

from articles.imports import pages
from articles.imports.acts import ImportRefused
from articles.models import (
    Article,
    Campaign,
    Genre,
    ImportedPage,
    Reporter,
    Role,
    Status,
)
from articles.tests import make
from articles.tests.pages import LINES, TEXT, page, reading
from articles.text import body
from articles.text.page.reading import PageLine, Reading, Story, StoryPiece


def test_drafts_carry_everything_that_the_page_says(editor):
    place = make.place("柳桥街道")
    make.place("渡口街道")
    campaign = make.campaign("街里街坊")
    row = page(issued_on=date(2026, 11, 20), page=3)

    first, second, photo = pages.create_drafts(row, by=editor)
    assert (first.kicker, first.headline) == ("柳桥街道", "半份菜上了　老年食堂菜单")
    assert first.body == (
        "<p>食堂把二十四样菜都拆成两种分量，价钱也减半。</p><h2>剩菜少了</h2>"
        "<p>每天倒掉的饭菜少了二十斤。</p><p>（图片说明：老人在食堂选菜。　鹿鸣 摄）</p>"
    )
    assert list(first.campaigns.all()) == [campaign]
    assert list(first.places.all()) == [place]
    assert [(b.role, b.reporter.name, b.position) for b in first.bylines.all()] == [
        (Role.CORRESPONDENT, "费知夏", 1),
        (Role.CORRESPONDENT, "宁望舒", 2),
    ]
    assert (photo.genre, photo.headline, photo.body) == (
        Genre.PHOTO,
        "",
        "<p>居民在江边放风筝。</p>",
    )
    assert [(b.role, b.reporter.name) for b in photo.bylines.all()] == [(Role.PHOTOGRAPHER, "鹿鸣")]
    for article in (first, second, photo):
        assert (article.status, article.page, article.imported_page) == (Status.DRAFT, 3, row)
        assert (article.created_by, article.revision) == (editor, 1)
        assert timezone.localtime(article.publish_at).date() == date(2026, 11, 20)
    assert list(Article.objects.public()) == []
    row.refresh_from_db()
    assert row.state == ImportedPage.State.DONE


def test_no_character_of_the_page_is_lost(editor):
    row = page()
    made = pages.create_drafts(row, by=editor, campaigns=True)
    read = Reading.from_json(ImportedPage.objects.get(pk=row.pk).reading)
    kept = "".join(
        article.kicker
        + article.headline
        + article.subhead
        + body.extract_text(article.body)
        + "".join(campaign.name for campaign in article.campaigns.all())
        + "".join(f"{b.get_role_display()}{b.reporter.name}" for b in article.bylines.all())
        for article in made
    ) + "".join(read.lines[n - 1].repaired for n in read.furniture)
    for line in LINES:
        missing = [c for c in line if c not in kept + " ■"]
        assert missing == [], line
    for line in LINES[5:10]:
        assert line in kept


def test_a_byline_that_is_not_understood_stays_in_the_text(editor):
    value = reading()
    value.furniture.append(value.unplaced.pop())
    value.lines[4] = PageLine(
        5, 5, 0, "■ 通讯员 费知夏（据区卫健委消息）", "■ 通讯员 费知夏（据区卫健委消息）"
    )
    row = ImportedPage.objects.create(text=TEXT, reading=value.as_json())
    first, *_ = pages.create_drafts(row, by=editor)
    assert "费知夏（据区卫健委消息）" in body.extract_text(first.body)
    row.refresh_from_db()
    assert any("没有全认出来" in note for note in row.reading["notes"])


def test_a_headline_too_long_for_its_field_stands_at_the_top_of_the_text(editor):
    long = "长" * (Article._meta.get_field("headline").max_length + 1)
    row = pages.act(
        page(),
        "head",
        {"story": 1, "rows": [(12, "headline", long)], "new": ("headline", "")},
        by=editor,
        revision=1,
    )
    second = pages.create_drafts(row, by=editor)[1]
    assert (second.headline, second.body.startswith(f"<p>{long}</p>")) == ("", True)


def test_an_unknown_slogan_stands_above_the_headline_or_becomes_a_campaign(editor):
    first = pages.create_drafts(page(), by=editor)[0]
    assert (first.kicker, first.campaigns.count()) == ("街里街坊　柳桥街道", 0)
    other = pages.create_drafts(page(), by=editor, campaigns=True)[0]
    assert other.kicker == "柳桥街道"
    assert [campaign.name for campaign in other.campaigns.all()] == ["街里街坊"]
    pages.create_drafts(page(), by=editor, campaigns=True)
    assert Campaign.objects.count() == 1


def test_of_several_people_of_one_name_the_one_with_most_bylines_is_taken(editor):
    make.reporter("费知夏", slug="fei-1")
    busy = make.reporter("费知夏", slug="fei-2")
    make.article(reporters=[busy])
    row = page()
    first = pages.create_drafts(row, by=editor)[0]
    assert first.bylines.first().reporter == busy
    row.refresh_from_db()
    assert "甲：有几位作者都叫“费知夏”，用了署名最多的一位，请核对。" in row.reading["notes"]
    assert Reporter.objects.filter(name="宁望舒").count() == 1


def test_drafts_are_refused_in_words_while_something_is_outstanding(editor):
    with pytest.raises(ImportRefused) as refusal:
        pages.create_drafts(page(placed=False, mismatch=True), by=editor)
    assert str(refusal.value) == "还不能建稿，还差：1处题文要定，1行未归。"
    assert Article.objects.count() == 0


def test_a_second_call_creates_nothing_twice(editor):
    row = page()
    assert len(pages.create_drafts(row, by=editor)) == 3
    assert pages.create_drafts(row, by=editor) == []
    assert Article.objects.count() == 3
    with pytest.raises(ImportRefused, match="已经建稿"):
        pages.act(row, "undo", {}, by=editor, revision=2)


def test_after_an_unfinished_import_drafts_follow_the_page_until_somebody_works_on_them(editor):
    row = page(placed=False)
    first, second, photo = pages.create_drafts(row, by=None, unfinished=True)
    row.refresh_from_db()
    assert row.state == ImportedPage.State.OPEN
    notes = row.reading["notes"]

    row = pages.act(row, "move", {"lines": [16], "to": 1}, by=editor, revision=row.revision)
    assert pages.create_drafts(row, by=editor) == [second]
    second.refresh_from_db()
    assert second.body == "<p>傍晚六点，小学的东门又开了。</p><p>书架下层专放绘本。</p>"
    assert list(Article.objects.order_by("pk")) == [first, second, photo]
    row.refresh_from_db()
    assert row.reading["notes"] == notes


def test_a_draft_that_somebody_has_worked_on_is_never_written_over(editor):
    row = page(placed=False)
    first, second, _ = pages.create_drafts(row, by=None, unfinished=True)
    row.refresh_from_db()
    for article in (first, second):
        Article.objects.filter(pk=article.pk).update(revision=2, body="<p>改过。</p>")
    dropped = pages.act(
        row, "move", {"lines": [16], "to": "furniture"}, by=editor, revision=row.revision
    )
    moved = pages.act(
        dropped, "move", {"lines": [16], "to": 1}, by=editor, revision=dropped.revision
    )
    with pytest.raises(ImportRefused, match="乙的草稿《操场借给街坊》已有人改过"):
        pages.create_drafts(moved, by=editor)
    undone = pages.act(moved, "undo", {}, by=editor, revision=moved.revision)
    # neither a slogan that is a campaign now nor another date is a reason to write them anew
    make.campaign("街里街坊")
    pages.set_facts(undone, {"title": "", "issued_on": date(2026, 11, 21), "page": 4})
    assert pages.create_drafts(undone, by=editor, campaigns=True) == []
    assert [a.page for a in Article.objects.order_by("pk")] == [None, None, 4]
    assert {a.body for a in Article.objects.filter(revision=2)} == {"<p>改过。</p>"}


def test_a_draft_whose_lines_went_elsewhere_goes_too(editor):
    row = page(placed=False)
    first, _, photo = pages.create_drafts(row, by=None, unfinished=True)
    row.refresh_from_db()
    row = pages.act(row, "move", {"lines": [12, 13, 16], "to": 0}, by=editor, revision=row.revision)
    assert pages.create_drafts(row, by=editor) == [first]
    assert list(Article.objects.order_by("pk")) == [first, photo]


def test_who_signs_above_a_text_and_below_it_signs_once_whatever_office_is_named(editor):
    lines = ["操场借给街坊", "记者 费知夏", "傍晚东门又开了。", "（区文化馆记者 费 知 夏）"]
    pieces = [("headline", [1]), ("byline", [2]), ("paragraph", [3]), ("byline", [4])]
    story = Story([StoryPiece(kind, numbers) for kind, numbers in pieces])
    printed = Reading([PageLine(n, n, 0, text, text) for n, text in enumerate(lines, 1)], [story])
    row = page()
    ImportedPage.objects.filter(pk=row.pk).update(text="\n".join(lines), reading=printed.as_json())
    row.refresh_from_db()

    (article,) = pages.create_drafts(row, by=editor)

    assert [(b.role, b.reporter.name, b.position) for b in article.bylines.all()] == [
        (Role.STAFF, "费知夏", 1)
    ]
