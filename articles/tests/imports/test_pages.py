"""A page's text taken in, and arranged by editors."""

from datetime import date, timedelta
from hashlib import sha256

import pytest
from django.utils import timezone

from articles.imports import pages
from articles.imports.acts import ImportRefused, say_lines
from articles.imports.decoding import decode
from articles.models import (
    Article,
    ImportedPage,
    SiteSettings,
)
from articles.review import proofreading
from articles.tests import make
from articles.tests.pages import page, reading
from articles.text.page.reading import Doubt, Reading, StoryPiece

# Taking in


def test_a_page_is_kept_to_the_character_with_every_line_in_one_place(editor):
    text = "\ufeff今日临江　第三版\r\n\r\n半份菜上了菜单\r\n■ 通讯员 费知夏\r\n"
    text += "食堂把二十四样菜都拆成两种分量,价钱减半。\r\n"
    row = pages.take_in(text, by=editor, issued_on=date(2026, 11, 20), page=3, title="第三版")

    row.refresh_from_db()
    assert (row.text, row.digest) == (text, sha256(text.encode()).hexdigest())
    assert (row.state, row.created_by, row.page) == ("open", editor, 3)
    read = Reading.from_json(row.reading)
    assert read.find_misplaced() == []
    assert Article.objects.count() == 0


def test_the_same_page_is_noticed_even_where_spaces_differ(editor):
    first = pages.take_in("半份菜上了菜单\n食堂把菜拆成两种分量。", by=editor)
    for text in (first.text, "半份菜 上了菜单\r\n\r\n　　食堂把菜拆成两种分量。\r\n"):
        with pytest.raises(pages.SamePage) as same:
            pages.take_in(text, by=editor)
        assert same.value.pages == [first]
    assert ImportedPage.objects.count() == 1
    again = pages.take_in(first.text, by=editor, again=True)
    assert again != first
    other = pages.take_in("半份菜上了菜单\n食堂把菜拆成三种分量。", by=editor)
    assert ImportedPage.objects.count() == 3
    assert other.digest != first.digest


@pytest.mark.parametrize("text", ["", " \r\n　\n", "版面\0文字", "字" * 100_001, "字\n" * 2001])
def test_what_is_no_page_is_refused_in_words(editor, text):
    with pytest.raises(ImportRefused) as refusal:
        pages.take_in(text, by=editor)
    assert str(refusal.value).endswith(("。",))
    assert ImportedPage.objects.count() == 0


def test_known_slogans_are_those_of_the_settings_and_of_the_campaigns(db):
    settings = SiteSettings.objects.current()
    settings.slogans = "河畔新事\n\n 街里街坊 "
    settings.save()
    make.campaign("文明在身边", slogan="文明　在身边")
    assert pages.slogans() == ["河畔新事", "街里街坊", "文明在身边", "文明　在身边"]


def test_a_story_that_the_newsroom_has_already_is_doubted_with_the_article_named(editor):
    text = "食堂把二十四样菜都拆成两种分量，价钱也减半，每天倒掉的饭菜从三十斤降到十一斤。"
    near = make.article(headline="老年食堂添了半份菜", body=f"<p>{text}路阿姨说好。</p>")
    old = make.article(headline="旧稿", body=f"<p>{text}</p>")
    Article.objects.filter(pk=old.pk).update(updated_at=timezone.now() - timedelta(days=61))
    same = make.article(headline="半份菜上了菜单", body="<p>另一回事。</p>")
    make.article(headline="操场借给街坊")

    row = pages.take_in(f"半份菜上了菜单\n■ 通讯员 费知夏\n{text}\n", by=editor)
    doubts = [d for s in Reading.from_json(row.reading).stories for d in s.doubts]
    found = [d for d in doubts if d.code == "duplicate"]
    assert [[e.where for e in doubt.evidence] for doubt in found] == [
        [f"稿件{each.pk}" for each in (same, old, near)]
    ]


def test_a_file_is_read_in_the_encodings_that_offices_use():
    text = "半份菜上了菜单"
    assert decode(text.encode()) == (text, "")
    assert decode(text.encode("utf-8-sig")) == (text, "")
    assert decode(text.encode("gb18030"))[0] == text
    assert decode(text.encode("utf-16"))[0] == text
    for data in (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"\xff\xfe\0", b"\xff" * 9, b"x" * 900_001):
        with pytest.raises(ImportRefused):
            decode(data)


# Acts


def test_an_act_is_kept_and_undone_even_after_the_page_was_loaded_again(editor):
    row = page(placed=False)
    before = row.reading
    row = pages.act(row, "move", {"lines": [16], "to": 1}, by=editor, revision=1)
    assert Reading.from_json(row.reading).stories[1].pieces[-1] == StoryPiece("paragraph", [16])
    assert row.history[-1]["said"] == "第16行归乙"
    row = pages.act(row, "split", {"lines": [8, 9]}, by=editor, revision=2)
    row = ImportedPage.objects.get(pk=row.pk)
    row = pages.act(row, "undo", {}, by=editor, revision=3)
    row = pages.act(row, "undo", {}, by=editor, revision=4)
    assert (row.reading, row.history, row.revision) == (before, [], 5)
    with pytest.raises(ImportRefused, match="没有可以撤销的了"):
        pages.act(row, "undo", {}, by=editor, revision=5)


def test_the_last_two_hundred_acts_are_kept_for_undo(editor):
    row = page(placed=False, history=[{"said": f"{n}", "by": "", "back": {}} for n in range(200)])
    row = pages.act(row, "move", {"lines": [16], "to": 1}, by=editor, revision=1)
    assert [act["said"] for act in row.history] == [*map(str, range(1, 200)), "第16行归乙"]
    assert pages.act(row, "undo", {}, by=editor, revision=2).reading == reading().as_json()


def test_of_two_editors_at_once_the_second_is_told_and_nothing_is_lost(editor):
    row = page(placed=False)
    pages.act(row, "move", {"lines": [16], "to": 0}, by=editor, revision=1)
    with pytest.raises(ImportRefused, match="另一位同事刚改过这一版"):
        pages.act(row, "move", {"lines": [16], "to": 1}, by=editor, revision=1)
    row.refresh_from_db()
    assert (row.revision, [h["said"] for h in row.history]) == (2, ["第16行归甲"])


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("explode", {}),
        ("move", {"lines": [16]}),
        ("move", {"lines": [16], "to": "nowhere"}),
        ("move", {"lines": [], "to": 0}),
        ("move", {"lines": [99], "to": 0}),
        ("label", {"lines": [13], "kind": "poem"}),
        ("swap", {"lines": [13]}),
        ("settle", {"story": 0, "doubt": 0}),
        ("head", {"story": 0, "rows": [(12, "headline", "题")], "new": ("headline", "")}),
    ],
)
def test_an_act_that_makes_no_sense_is_refused_in_words(editor, name, arguments):
    row = page(placed=False)
    with pytest.raises(ImportRefused) as refusal:
        pages.act(row, name, arguments, by=editor, revision=1)
    assert str(refusal.value).endswith("。")
    row.refresh_from_db()
    assert (row.revision, row.history, row.reading) == (1, [], reading().as_json())


def test_the_head_of_a_story_is_corrected_in_one_act(editor):
    row = pages.act(
        page(),
        "head",
        {
            "story": 1,
            "rows": [(12, "headline", "渡口小学把操场“借”给街坊")],
            "new": ("byline", "记者 祝南枝"),
        },
        by=editor,
        revision=1,
    )
    read = Reading.from_json(row.reading)
    assert [(p.kind, read.text(p)) for p in read.stories[1].pieces] == [
        ("headline", "渡口小学把操场“借”给街坊"),
        ("byline", "记者 祝南枝"),
        ("paragraph", "傍晚六点，小学的东门又开了。"),
    ]
    assert len(row.history) == 1


def test_exchanging_with_one_story_chosen_takes_the_one_in_doubt(editor):
    row = page(mismatch=True)
    row = pages.act(row, "swap", {"lines": [6]}, by=editor, revision=1)
    read = Reading.from_json(row.reading)
    assert [p.lines for p in read.stories[1].of("paragraph")] == [[6, 7], [9]]
    assert row.history[-1]["said"] == "甲、乙对调正文"


def test_lines_are_named_as_people_say_them():
    assert say_lines([5, 2, 3, 4, 12]) == "第2至5、12行"


def test_what_the_reading_doubted_stays_with_the_article_until_somebody_decides(editor):
    row = pages.take_in(
        "半份菜上了菜单\n■ 通讯员 费知夏\n食堂把二十四样菜都拆成两种分量，价钱减半。\n", by=editor
    )
    read = Reading.from_json(row.reading)
    (story,) = read.stories
    first = story.of("paragraph")[0].lines[0]
    story.doubts += [
        Doubt("truncated-paragraph", "段首“食堂把”前可能丢了文字。", first),
        Doubt("headline-body-mismatch", "标题与正文可能不是同一篇稿件。"),
        Doubt(
            "perhaps-byline", "“通讯员 费知夏”读作署名，请核对。", story.of("byline")[0].lines[0]
        ),
        Doubt("no-credit", "图片没有摄影者署名。", first),
    ]
    row.reading = read.as_json()
    row.save()
    (article,) = pages.create_drafts(row, by=editor, unfinished=True)

    words = "食堂把二十四样菜都拆成两种分量，价钱减半。"
    assert [(each["code"], each["words"]) for each in article.doubts] == [
        ("truncated-paragraph", words),
        ("headline-body-mismatch", words),
        ("perhaps-byline", words),
    ]
    remarks = proofreading.proofread_article(article).open
    assert {each.finding.rule for each in remarks} == {
        "import_truncated_paragraph", "import_headline_body_mismatch", "import_perhaps_byline",
    }  # fmt: skip
    for each in remarks:
        proofreading.judge(article, each.place, by=editor, reason="对过版面，没有错。")
    assert proofreading.proofread_article(article).open == []
