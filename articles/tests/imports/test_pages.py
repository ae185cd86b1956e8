"""A page's text taken in, arranged by editors, made into drafts; the command and the access."""

import json
import os
import subprocess
import sys
from datetime import date, timedelta
from hashlib import sha256
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from articles.imports import pages
from articles.imports.acts import ImportRefused, say_lines
from articles.models import (
    Article,
    Campaign,
    Genre,
    ImportedPage,
    Reporter,
    Role,
    SiteSettings,
    Status,
)
from articles.tests import make
from articles.tests.pages import LINES, TEXT, page, reading
from articles.text import body
from articles.text.page.reading import PageLine, Reading, StoryPiece


@pytest.fixture
def editor(db):
    return make.editor("沈砚秋")


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
    make.article(headline="操场借给街坊")

    row = pages.take_in(f"半份菜上了菜单\n■ 通讯员 费知夏\n{text}\n", by=editor)
    doubts = [d for s in Reading.from_json(row.reading).stories for d in s.doubts]
    found = [d for d in doubts if d.code == "duplicate"]
    assert [[e.where for e in doubt.evidence] for doubt in found] == [[f"稿件{near.pk}"]]


def test_a_file_is_read_in_the_encodings_that_offices_use():
    text = "半份菜上了菜单"
    assert pages.decode(text.encode()) == (text, "")
    assert pages.decode(text.encode("utf-8-sig")) == (text, "")
    assert pages.decode(text.encode("gb18030"))[0] == text
    assert pages.decode(text.encode("utf-16"))[0] == text
    for data in (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"\xff\xfe\0", b"\xff" * 9, b"x" * 900_001):
        with pytest.raises(ImportRefused):
            pages.decode(data)


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


# Drafts


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


# The command


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "第三版.txt"
    path.write_text(
        "半份菜上了食堂菜单\n■ 通讯员 费知夏\n食堂把二十四样菜都拆成两种分量,价钱也减半。\n"
        "操场借给街坊\n■ 记者 宁望舒\n傍晚六点,渡口小学的操场又开了,街坊扫码登记就能进来。\n",
        encoding="utf-8",
    )
    return path


def run(*arguments):
    out, err = StringIO(), StringIO()
    call_command("import_page", *map(str, arguments), stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_a_dry_run_prints_the_contract_and_needs_no_database(file):
    environment = os.environ | {"DEBUG": "1", "DATABASE_URL": "postgres://x:x@127.0.0.1:1/none"}
    done = subprocess.run(
        [sys.executable, "manage.py", "import_page", str(file), "--dry-run", "--json"],
        env=environment,
        capture_output=True,
        check=True,
    )
    stories = json.loads(done.stdout)["stories"]
    assert [(s["headline"], s["bylines"], s["blocks"]) for s in stories] == [
        (
            "半份菜上了食堂菜单",
            [{"role": "correspondent", "name": "费知夏"}],
            [{"kind": "paragraph", "text": "食堂把二十四样菜都拆成两种分量，价钱也减半。"}],
        ),
        (
            "操场借给街坊",
            [{"role": "staff", "name": "宁望舒"}],
            [
                {
                    "kind": "paragraph",
                    "text": "傍晚六点，渡口小学的操场又开了，街坊扫码登记就能进来。",
                }
            ],
        ),
    ]


def test_the_command_makes_drafts_and_says_what_it_did(file, db):
    out, err = run(file, "--date", "2026-11-20")
    row = ImportedPage.objects.get()
    assert (row.title, row.issued_on, row.state) == ("第三版", date(2026, 11, 20), "done")
    assert [a.headline for a in row.articles.order_by("pk")] == [
        "半份菜上了食堂菜单",
        "操场借给街坊",
    ]
    assert out.startswith("读出2篇，未归0行")
    assert "建立草稿2篇，都没有发布。" in err

    out, err = run(file, "--date", "2026-11-20", "--json")
    assert json.loads(out)["articles"] == []
    assert "这一版已经导入过" in err
    assert (ImportedPage.objects.count(), Article.objects.count()) == (1, 2)


def test_the_command_refuses_bad_files_in_words(file, tmp_path, db):
    picture = tmp_path / "版面.png"
    picture.write_bytes(make.picture())
    empty = tmp_path / "空.txt"
    empty.write_text("\n")
    for arguments, says in (
        ((tmp_path / "没有.txt",), "没有这个文件"),
        ((tmp_path,), "这是文件夹"),
        ((picture,), "这不是文字文件"),
        ((empty,), "里没有文字"),
        ((file, "--date", "去年"), "--date：日期要写成2026-11-23这样。"),
        ((file, "--date", "0001-01-01"), "--date：日期要在1900年到2199年之间。"),
    ):
        with pytest.raises(CommandError, match=says):
            run(*arguments)
    assert ImportedPage.objects.count() == 0


def test_the_command_reads_a_file_in_the_national_encoding_and_says_so(file, db):
    file.write_bytes(file.read_text(encoding="utf-8").encode("gb18030"))
    assert "GB18030" in run(file)[1]
    assert Article.objects.count() == 2
