"""What an archive line lacks, or can't be true in it, is told, and never published by itself."""

import io
import json

import pytest
from django.core.management import call_command

from articles.imports import archive
from articles.models import Article, Status

pytestmark = pytest.mark.django_db


def line(**fields):
    return json.dumps({"id": "坏", "headline": "桥"} | fields, ensure_ascii=False)


def run(data):
    *_, outcome = archive.load(archive.read_lines(io.BytesIO(data)), publish=True)
    return outcome


DOUBTS = {
    "no headline": ({"headline": ""}, "没有主题", Status.DRAFT),
    "a headline of marks": ({"headline": "——……"}, "主题里只有符号，没有字", Status.APPROVED),
    "no body": ({"body": []}, "没有正文，也没有图片和附件", Status.APPROVED),
    "a body of comments": (
        {"body": [], "html": "<!-- 空 --><p> </p>"}, "没有正文，也没有图片和附件", Status.APPROVED,
    ),
    "a day to come": ({"date": "2199-12-31"}, "日期还没有到", Status.DRAFT),
    "the day 0 of a program": (
        {"date": "1970-01-01"}, "日期像是程序在没有日期时写的（1970年1月1日之类）", Status.DRAFT,
    ),
    "nobody signs": ({"bylines": []}, "没有署名，也没有稿源", Status.APPROVED),
}  # fmt: skip
SOUND = {
    "date": "1998-01-03", "body": ["桥通了。"], "bylines": [{"role": "staff", "name": "费知夏"}],
}  # fmt: skip


@pytest.mark.parametrize(("fields", "why", "status"), DOUBTS.values(), ids=DOUBTS)
def test_what_is_doubtful_in_a_line_is_told_and_what_was_never_in_print_is_a_draft(
    fields, why, status
):
    outcome = run(
        "\n".join([line(**SOUND | fields), line(**SOUND | {"headline": "灯"}, id="2")]).encode()
    )

    assert outcome.doubts == {why: [1]}
    assert Article.objects.get(archive_id="坏").status == status
    assert Article.objects.get(archive_id="2").status == Status.APPROVED


def test_a_headline_twice_on_one_day_is_told_and_a_day_in_a_draft_is_too():
    twice = [line(**SOUND), line(**SOUND, id="2"), line(**SOUND | {"date": "1998-01-04"}, id="3")]
    outcome = run("\n".join(twice).encode())
    later = run(line(**SOUND | {"date": "2199-12-31"}, id="4").encode())

    assert outcome.doubts == {"主题和日期与前面的一篇相同": [2]}
    assert later.drafts == {"日期还没有到，日期是2199-12-31": [1]}


@pytest.mark.parametrize(
    "fields",
    [
        {"bylines": [], "source": "旧报"},
        {"bylines": [], "genre": "notice"},
        {"headline": "10℃"},
        {"date": "1970-01-02"},
        {"date": ""},
    ],
)
def test_a_sound_line_comes_in_without_a_doubt(fields):
    assert run(line(**SOUND | fields).encode()).doubts == {}


def test_doubts_are_told_below_the_counts(tmp_path, capsys):
    path = tmp_path / "lines.jsonl"
    path.write_text(line(**SOUND | {"headline": ""}), encoding="utf-8")
    call_command("import_archive", str(path))

    assert capsys.readouterr().out == (
        "入库1篇，原已有0篇，没有入库0行。\n请核对：没有主题的1篇：1\n"
    )
