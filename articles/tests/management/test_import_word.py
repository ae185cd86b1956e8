import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article, Status
from articles.tests import word
from articles.tests.word import BODY


def run(*files):
    out, err = StringIO(), StringIO()
    refused = ""
    try:
        call_command("import_word", *map(str, files), "--dry-run", "--json", stdout=out, stderr=err)
    except CommandError as why:
        refused = str(why)
    return [json.loads(line) for line in out.getvalue().splitlines()], err.getvalue(), refused


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "来稿.docx"
    path.write_bytes(
        word.written(
            ("老年食堂添了半份菜", {"align": "center", "size": 22}),
            ("——吃不完的不再倒掉", {"align": "center"}),
            BODY + "（柳桥街道 费知夏）",
        )
    )
    return path


def test_a_dry_run_says_what_is_in_each_file_on_a_line_and_needs_no_database(file):
    said, err, refused = run(file, file)

    assert (err, refused) == ("", "")
    assert said == 2 * [
        {
            "stories": [
                {
                    "campaign": "", "kicker": "", "headline": "老年食堂添了半份菜",
                    "subhead": "吃不完的不再倒掉",
                    "bylines": [{"role": "correspondent", "name": "费知夏", "unit": "柳桥街道"}],
                    "source": "", "blocks": [{"kind": "paragraph", "text": BODY}], "photos": [],
                    "warnings": [], "html": f"<p>{BODY}</p>",
                    "taken": ["——吃不完的不再倒掉", "（柳桥街道 费知夏）"],
                }
            ],
            "notes": [],
        }
    ]  # fmt: skip


def test_a_file_that_is_refused_costs_the_others_nothing(file, tmp_path):
    (tmp_path / "坏.docx").write_bytes(b"PK")
    said, err, refused = run(tmp_path / "坏.docx", tmp_path / "无.docx", file)

    assert [len(each["stories"]) for each in said] == [0, 0, 1]
    assert [note["code"] for each in said for note in each["notes"]] == ["refused", "refused"]
    assert "没有这个文件" in err
    assert refused == "有2个文件没有读。"


def test_drafts_are_made_of_each_story_and_none_is_published(db, file):
    out, err = StringIO(), StringIO()
    call_command("import_word", str(file), "--json", stdout=out, stderr=err)
    article = Article.objects.get()

    assert json.loads(out.getvalue())["articles"] == [article.pk]
    assert (article.headline, article.status) == ("老年食堂添了半份菜", Status.DRAFT)
    assert "都没有发布" in err.getvalue()


def test_the_unit_is_that_of_who_signs_without_one(db, tmp_path):
    path = tmp_path / "来稿.docx"
    path.write_bytes(word.written("老年食堂添了半份菜", "通讯员 费知夏", BODY))
    call_command(
        "import_word", str(path), "--unit", "望津街道", stdout=StringIO(), stderr=StringIO()
    )

    bylines = Article.objects.get().bylines.values_list("reporter__name", "unit__name")
    assert list(bylines) == [("费知夏", "望津街道")]
