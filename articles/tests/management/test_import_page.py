"""The command that imports a page's text."""

import json
import os
import subprocess
import sys
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from articles.models import (
    Article,
    ImportedPage,
)
from articles.tests import make
from articles.tests.pdfs import Sheet, pdf


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
    other = tmp_path / "版面.bin"
    other.write_bytes(bytes(range(256)))
    empty = tmp_path / "空.txt"
    empty.write_text("\n")
    for arguments, says in (
        ((tmp_path / "没有.txt",), "没有这个文件"),
        ((tmp_path,), "这是文件夹"),
        ((picture,), "这张图片太小，看不清字。"),
        ((other,), "这不是文字文件"),
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


def test_several_files_are_a_line_each_and_one_that_is_refused_costs_only_itself(file, tmp_path):
    web = tmp_path / "版面.html"
    web.write_text(
        "<html><body><h1>操场借给街坊</h1><p>■ 记者 宁望舒</p>"
        "<p>傍晚六点,渡口小学的操场又开了,街坊扫码登记就能进来。</p></body></html>",
        encoding="utf-8",
    )
    out, err = StringIO(), StringIO()
    asked = [str(file), str(tmp_path / "没有.txt"), str(web)]

    with pytest.raises(CommandError, match="有1个文件没有读。"):
        call_command("import_page", *asked, "--dry-run", "--json", stdout=out, stderr=err)

    read = [json.loads(line) for line in out.getvalue().splitlines()]
    assert [[story["headline"] for story in each["stories"]] for each in read] == [
        ["半份菜上了食堂菜单", "操场借给街坊"], [], ["操场借给街坊"],
    ]  # fmt: skip
    assert read[1]["error"] == f"读不了“{asked[1]}”：没有这个文件。"
    assert read[1]["error"] in err.getvalue()


def test_a_file_of_pages_is_read_once_when_drafts_are_made(tmp_path, db, monkeypatch):
    sheets = [
        Sheet().line(40, 60, headline, 26).column(40, 96, [f"{place}，灯笼挂满了桥。"] * 3)
        for headline, place in (("两座老桥一起过节", "柳桥边"), ("渡口恢复夜航", "东渡渡口"))
    ]
    file = tmp_path / "街里街坊.pdf"
    file.write_bytes(pdf(*sheets))
    said = json.loads(run(file, "--dry-run", "--json")[0])
    monkeypatch.setattr("articles.text.layout.read_sheets", None)  # once is enough

    out, err = run(file, "--json")

    read = json.loads(out)
    rows = list(ImportedPage.objects.order_by("sheet"))
    assert read == {
        **said,
        "pages": [row.pk for row in rows],
        "articles": list(Article.objects.order_by("pk").values_list("pk", flat=True)),
    }
    assert [(s["headline"], s["page"]) for s in read["stories"]] == [
        ("两座老桥一起过节", 1), ("渡口恢复夜航", 2),
    ]  # fmt: skip
    assert err.count("建立草稿1篇") == 2
    out, err = run(file)
    assert (out.count("读出1篇"), "已经导入过" in err) == (2, True)


def test_a_dry_run_joins_a_story_over_two_pages_as_the_import_does(tmp_path, db):
    file = tmp_path / "两版.pdf"
    begun = ["\u3000\u3000柳桥边的灯笼挂满了桥，两岸居民", "步行往来比去年少走"]
    ended = ["（上接第1版）二十五分钟。", "\u3000\u3000灯会持续到正月十八。"]
    file.write_bytes(
        pdf(
            Sheet().line(40, 30, "第1版 要闻", 9).line(40, 70, "两座老桥一起过节", 26)
            .column(40, 110, [*begun, "（下转第2版）"]),
            Sheet().line(40, 30, "第2版 综合", 9).line(40, 70, "渡口恢复夜航", 26)
            .column(40, 110, ["\u3000\u3000东渡渡口恢复夜航。"]).column(320, 110, ended),
        )
    )  # fmt: skip
    whole = "柳桥边的灯笼挂满了桥，两岸居民步行往来比去年少走二十五分钟。"
    out, err = run(file, "--dry-run", "--json")
    read = json.loads(out)

    assert [
        (s["page"], s["headline"], [block["text"] for block in s["blocks"]])
        for s in read["stories"]
    ] == [
        (1, "两座老桥一起过节", [whole, "灯会持续到正月十八。"]),
        (2, "渡口恢复夜航", ["东渡渡口恢复夜航。"]),
    ]  # fmt: skip
    assert "起接到了第1版《两座老桥一起过节》文末" in err
    assert json.loads(run(file, "--json")[0])["stories"] == read["stories"]
