"""The review screen without JavaScript: who may, every act as a form, what a refusal keeps."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles import roles
from articles.imports import pages
from articles.models import Article, ImportedPage, Term
from articles.tests import make
from articles.tests.clients import client_of
from articles.tests.pages import page, reading
from articles.text.page.reading import PageLine, Reading, Story, StoryPiece

ADD = "admin:articles_importedpage_add"


def urls(row):
    name = "admin:articles_importedpage_"
    return [
        ("get", reverse(name + "changelist")),
        ("get", reverse(name + "add")),
        ("post", reverse(name + "add")),
        ("get", reverse(name + "change", args=[row.pk])),
        ("post", reverse(name + "act", args=[row.pk])),
        ("post", reverse(name + "facts", args=[row.pk])),
        ("post", reverse(name + "create", args=[row.pk])),
        ("get", reverse(name + "sheet", args=[row.pk])),
    ]


@pytest.mark.parametrize("held", [(), ("add_article",), ("handle_article", "view_importedpage")])
def test_only_who_makes_articles_and_handles_copy_may_import(client, db, held):
    row = page()
    for method, url in urls(row):
        answer = getattr(client, method)(url)
        assert (answer.status_code, answer["Location"]) == (302, f"/admin/login/?next={url}")
    client.force_login(make.user("通讯员", *held))
    assert [getattr(client, method)(url).status_code for method, url in urls(row)] == [403] * 8
    assert Article.objects.count() == 0


def test_an_editor_may(client, db):
    client.force_login(make.user("责编", "add_article", "handle_article"))
    row = page()
    statuses = [getattr(client, method)(url).status_code for method, url in urls(row)]
    assert statuses == [200, 200, 200, 200, 409, 302, 409, 404]


def test_pasted_text_becomes_a_page_and_the_same_page_asks_first(editor_client):
    text = "半份菜上了菜单\r\n■ 通讯员 费知夏\r\n食堂把菜拆成两种分量。"
    posted = {"text": text, "title": "第三版", "issued_on": "2026-11-20", "page": "3"}
    answer = editor_client.post(reverse(ADD), posted)
    row = ImportedPage.objects.get()
    assert (answer.status_code, answer["Location"], row.text) == (302, row.get_absolute_url(), text)

    answer = editor_client.post(reverse(ADD), posted)
    assert row.get_absolute_url() in answer.content.decode()
    assert "确实要再导入一次" in answer.content.decode()
    assert "食堂把菜拆成两种分量。" in answer.content.decode()
    assert ImportedPage.objects.count() == 1
    editor_client.post(reverse(ADD), posted | {"again": "on"})
    assert ImportedPage.objects.count() == 2


def test_a_bad_upload_is_refused_and_what_was_pasted_is_kept(editor_client, tmp_path):
    picture = tmp_path / "版面.png"
    picture.write_bytes(make.picture())
    other = tmp_path / "版面.bin"
    other.write_bytes(bytes(range(256)))
    for data, says in (
        ({"file": picture.open("rb")}, "这张图片太小，看不清字。"),
        ({"file": other.open("rb")}, "这不是文字文件"),
        ({"text": "\r\n"}, "没有文字可导入"),
        ({"text": "还在的字", "issued_on": "昨天"}, "日期要写成2026-11-23这样。"),
        ({"text": "还在的字", "page": "0"}, "版次要写1到999之间的数字。"),
        ({"text": "还在的字", "file": picture.open("rb")}, "粘贴的文字和文件只能要一样"),
        ({"text": "字" * 100_001}, "文字超过300 KB"),
    ):
        answer = editor_client.post(reverse(ADD), data).content.decode()
        assert says in answer
        assert data.get("text", "").strip() in answer
    assert ImportedPage.objects.count() == 0


def test_an_uploaded_file_becomes_a_page(editor_client, tmp_path):
    file = tmp_path / "第三版.txt"
    file.write_text("半份菜上了食堂菜单\n食堂把菜拆成两种分量。\n", encoding="utf-8")
    with file.open("rb") as upload:
        editor_client.post(reverse(ADD), {"file": upload})
    assert ImportedPage.objects.get().text == file.read_text(encoding="utf-8")


def act(client, row, **posted):
    url = reverse("admin:articles_importedpage_act", args=[row.pk])
    return client.post(url, {"revision": row.revision} | posted)


def test_every_act_is_a_form_and_the_page_says_what_is_left(editor_client):
    row = page(placed=False, mismatch=True)
    shown = editor_client.get(row.get_absolute_url()).content.decode()
    assert "还差：1处题文要定，1行未归" in shown
    for number, posted in enumerate(
        (
            {"act": "move:1", "lines": ["16"]},
            {"act": "settle", "story": "1", "doubt": "0"},
            {"act": "move", "to": "0", "lines": ["16"]},
            {"act": "undo"},
            {"act": "label", "kind": "crosshead", "lines": ["16"]},
            {"act": "shift:-1", "lines": ["16"]},
        ),
        1,
    ):
        answer = act(editor_client, row, **posted)
        assert (answer.status_code, answer["Location"]) == (302, row.get_absolute_url())
        row.refresh_from_db()
        assert row.revision == number + 1
    read = Reading.from_json(row.reading)
    assert [(p.kind, p.lines) for p in read.stories[1].pieces] == [
        ("headline", [12]),
        ("crosshead", [16]),
        ("paragraph", [13]),
    ]
    url = reverse("admin:articles_importedpage_create", args=[row.pk])
    editor_client.post(url, {"revision": row.revision, "campaigns": "on"})
    assert Article.objects.count() == 3
    done = editor_client.get(row.get_absolute_url()).content.decode()
    assert "已建稿，版面文字只供查看" in done
    assert all(
        reverse("admin:articles_article_change", args=[a.pk]) in done for a in Article.objects.all()
    )


def test_a_refused_correction_comes_back_as_it_was_typed(editor_client):
    row = page()
    row = pages.act(row, "label", {"lines": [8], "kind": "paragraph"}, by=None, revision=1)
    row.revision = 1
    answer = act(
        editor_client,
        row,
        act="head",
        story="1",
        line=["12"],
        kind=["headline"],
        text=["操场“借”给街坊"],
        new_kind="byline",
        new_text="记者 祝南枝",
    )
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "另一位同事刚改过这一版，您这一步没有做，什么也没丢。" in shown
    assert 'value="操场“借”给街坊"' in shown
    assert 'value="记者 祝南枝"' in shown


def test_the_date_of_a_page_can_be_given_later_and_its_drafts_take_it(editor_client):
    row = page(placed=False)
    pages.create_drafts(row, by=None, unfinished=True)
    url = reverse("admin:articles_importedpage_facts", args=[row.pk])
    wrong = editor_client.post(url, {"title": "第四版", "issued_on": "昨天", "page": "0"})
    assert "日期要写成2026-11-23这样。" in wrong.content.decode()
    assert 'value="第四版"' in wrong.content.decode()
    editor_client.post(url, {"title": "第四版", "issued_on": "2026-11-21", "page": "4"})
    row.refresh_from_db()
    assert (row.title, row.issued_on, row.page) == ("第四版", date(2026, 11, 21), 4)

    pages.create_drafts(row, by=None, unfinished=True)
    facts = {(a.page, timezone.localtime(a.publish_at).date()) for a in Article.objects.all()}
    assert facts == {(4, date(2026, 11, 21))}
    assert Article.objects.count() == 3
    ImportedPage.objects.update(state="done")
    editor_client.post(url, {"title": "第五版"})
    assert ImportedPage.objects.get().title == "第四版"


@pytest.mark.parametrize(
    "posted",
    [
        {},
        {"act": "move:1", "lines": ["x"]},
        {"act": "move:²", "lines": ["1"]},
        {"act": "head", "story": "9"},
        {"act": "shift", "lines": ["2"]},
        {"act": "settle", "story": "-1", "doubt": "0"},
        {"act": "move:1", "lines": ["9" * 400]},
        {"revision": "x"},
    ],
)
def test_a_form_that_was_tampered_with_is_refused_in_words(editor_client, posted):
    row = page()
    answer = act(editor_client, row, **posted)
    assert answer.status_code == 409
    row.refresh_from_db()
    assert row.revision == 1


def test_a_page_of_twelve_stories_can_be_arranged(editor_client):
    value = Reading(
        lines=[PageLine(n, n, 0, f"第{n}条消息", f"第{n}条消息") for n in range(1, 13)],
        stories=[Story([StoryPiece("headline", [n])]) for n in range(1, 13)],
    )
    row = ImportedPage.objects.create(text="十二条", reading=value.as_json())
    shown = editor_client.get(row.get_absolute_url()).content.decode()
    assert '<span class="tag s-b">12</span>' in shown
    act(editor_client, row, act="move:11", lines=["1"])
    row.refresh_from_db()
    assert len(row.reading["stories"]) == 11


def test_the_list_takes_as_many_queries_for_ten_pages_as_for_one(
    editor_client, django_assert_max_num_queries
):
    page()
    url = reverse("admin:articles_importedpage_changelist")
    with CaptureQueriesContext(
        connection,
    ) as one:
        editor_client.get(url)
    for _ in range(9):
        page()
    with django_assert_max_num_queries(len(one)):
        editor_client.get(url)


def test_the_list_says_which_page_of_the_paper_it_was(editor_client):
    for number in (3, None):
        ImportedPage.objects.filter(pk=page().pk).update(page=number)
    shown = editor_client.get(reverse("admin:articles_importedpage_changelist")).context["cl"]
    said = [shown.model_admin.printed_as(row) for row in shown.result_list]
    assert sorted(said) == ["—", "第3版"]


@pytest.mark.parametrize("name", ["importedpage", "term"])
def test_pages_of_a_file_and_house_terms_are_listed_in_as_many_queries_for_many_as_for_one(
    editor_client, name
):
    chief = client_of(make.member(roles.CHIEF))
    for few, many in ((0, 2), (2, 20)):
        for n in range(few, many):
            Term.objects.create(wrong=f"错的{n}", right=f"对的{n}")
            row = page(file="pages/街里街坊.pdf", sheet=n + 1)
        url = reverse(f"admin:articles_{name}_changelist")
        if name == "importedpage":
            url = reverse("admin:articles_importedpage_file", args=[row.pk])
        assert chief.get(url).status_code == 200  # the session is known then
        with CaptureQueriesContext(connection) as asked:
            chief.get(url)
        if not few:
            first = len(asked)
    assert len(asked) == first


def test_nothing_of_a_page_stands_in_the_page_as_script_or_style(editor_client):
    row = page()
    value = reading()
    value.lines[12] = PageLine(13, 13, 0, "<script>alert(1)</script>", "<script>alert(1)</script>")
    ImportedPage.objects.filter(pk=row.pk).update(reading=value.as_json())
    shown = editor_client.get(row.get_absolute_url()).content.decode()
    assert "<script>alert" not in shown
    assert " style=" not in shown
    assert "onclick" not in shown
