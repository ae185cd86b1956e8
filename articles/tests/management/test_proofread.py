import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from articles.tests import make


def run(*arguments, **options):
    out = StringIO()
    call_command("proofread", *arguments, stdout=out, **options)
    return out.getvalue()


def test_each_file_is_a_line_of_findings_with_offsets_in_its_characters(tmp_path):
    first, second = tmp_path / "a.txt", tmp_path / "b.txt"
    first.write_text("灯亮了\n居民,都来了。\n", encoding="utf-8")
    second.write_text("灯亮了\n\n居民都来了。\n", encoding="utf-8")

    lines = run(str(first), str(second), json=True).splitlines()

    assert [json.loads(line) for line in lines] == [
        [
            {
                "rule": "half_width", "severity": "warn", "start": 6, "end": 7, "text": ",",
                "message": "汉字旁边用了半角的“,”，应当是全角的“，”（GB/T 15834—2011第5.1条）。",
                "fixes": ["，"], "score": None,
            }
        ],
        [],
    ]  # fmt: skip


def test_this_year_is_read_against_the_day_that_is_given(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("灯亮了\n今年（1997年）的计划。", encoding="utf-8")

    assert json.loads(run(str(path), date="1997-01-05", json=True)) == []
    assert [f["rule"] for f in json.loads(run(str(path), date="1998-01-05", json=True))] == ["year"]


def test_people_are_told_what_is_wrong_and_how_to_mend_it(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("灯亮了\n居民,都来了。", encoding="utf-8")

    assert run(str(path)) == (
        f"{path}：1处。\n  应查　……居民,都来了。……　汉字旁边用了半角的“,”，"
        "应当是全角的“，”（GB/T 15834—2011第5.1条）。 → “，”\n"
    )


@pytest.mark.parametrize(
    ("arguments", "options", "sentence"),
    [
        ((), {}, "请说明校对什么：文件、--article、--issue、--all四者选一。"),
        (("x.txt",), {"article": 1}, "请说明校对什么：文件、--article、--issue、--all四者选一。"),
        (("/nowhere.txt",), {}, "读不了“/nowhere.txt”：没有这个文件。"),
    ],
)
def test_what_can_not_be_read_is_refused_with_a_sentence(arguments, options, sentence):
    with pytest.raises(CommandError) as refused:
        run(*arguments, **options)
    assert str(refused.value) == sentence


def test_a_file_in_another_encoding_is_refused_with_a_sentence(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes("灯亮了".encode("gb18030"))
    with pytest.raises(CommandError) as refused:
        run(str(path))
    assert str(refused.value) == f"“{path}”不是UTF-8文字，请另存为UTF-8再校对。"


@pytest.mark.django_db
def test_an_article_is_proofread_with_heads_lists_tables_and_captions():
    row = make.article(
        headline="灯亮了,真好",
        body="<p>居民,都来了。</p><ul><li><p>江边,的灯</p></li></ul>"
        "<table><tbody><tr><td><p>灯,路</p></td></tr></tbody></table>",
    )
    make.photo(row, caption="灯下,的人。")
    make.article(headline="别的,稿件")

    found = json.loads(run(article=row.pk, json=True))

    assert [(each["rule"], each["start"]) for each in found] == [
        ("half_width", 3), ("half_width", 9), ("half_width", 17), ("half_width", 22),
        ("half_width", 27),
    ]  # fmt: skip
    assert len(run(all=True, json=True).splitlines()) == 2


@pytest.mark.django_db
def test_an_article_or_an_issue_that_is_not_there_is_said():
    with pytest.raises(CommandError, match="没有编号是9的稿件。"):
        run(article=9)
    with pytest.raises(CommandError, match="2026年11月还没有排版"):
        run(issue="2026-11")
