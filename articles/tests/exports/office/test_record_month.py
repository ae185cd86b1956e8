"""A month of the record in one file."""

import csv
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from django.core.management import CommandError, call_command

from articles import versions
from articles.exports.office import record_month
from articles.exports.office.signing import sheet_of
from articles.models import Article, Judgement, Proof, Reporter, Status, Step
from articles.review import record
from articles.tests import make
from articles.tests.reviewing import take

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("clock")]


def table(archive, name):
    return list(csv.DictReader(StringIO(archive.read(name).decode("utf-8-sig"))))


def test_a_month_holds_its_lines_and_the_sheets_of_what_was_signed_off_in_it(
    site, chief, tmp_path, clock
):
    file = tmp_path / "留痕.zip"
    before = make.sent(Status.APPROVED, headline="上月签发的")
    clock(10)
    signed = make.sent(Status.APPROVED, headline="=1+1")
    waiting = take("submit", make.article(created_by=chief), chief, opinion="@all")
    take("withdraw", before, chief, opinion="不实。")
    clock(40)
    make.sent(Status.APPROVED, headline="下月签发的")

    call_command("export_record", "2026-12", output=file)

    with ZipFile(file) as archive:
        assert archive.namelist() == [
            "record.csv", "proofs.csv", "judgements.csv", "审签单.pdf",
        ]  # fmt: skip
        assert archive.read("审签单.pdf").startswith(b"%PDF-")
        assert [
            (row["稿号"], row["主题"], row["步骤"], row["意见"])
            for row in table(archive, "record.csv")
        ] == [
            (str(signed.pk), "'=1+1", "送审", "照办。"),
            (str(signed.pk), "'=1+1", "初审通过", "照办。"),
            (str(signed.pk), "'=1+1", "复审通过", "照办。"),
            (str(signed.pk), "'=1+1", "终审签发", "照办。"),
            (str(waiting.pk), str(waiting), "送审", "'@all"),
            (str(before.pk), "上月签发的", "撤稿", "不实。"),
        ]
        (proof,) = table(archive, "proofs.csv")
        assert (proof["稿号"], proof["校次"], proof["时间"]) == (
            str(signed.pk), "一校", "2026-12-04 08:55:00",
        )  # fmt: skip
    assert list(tmp_path.glob("*.zip")) == [file]
    assert list(tmp_path.glob(".*")) == []


def test_a_full_month_has_its_sheets_in_parts(site, tmp_path, monkeypatch):
    monkeypatch.setattr(record_month, "AT_ONCE", 2)
    for _ in range(3):
        make.sent(Status.APPROVED)

    call_command("export_record", "2026-11", output=tmp_path / "a.zip")

    with ZipFile(tmp_path / "a.zip") as archive:
        assert archive.namelist()[3:] == ["审签单-01.pdf", "审签单-02.pdf"]


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "＝"])
def test_no_cell_is_a_formula(first, chief):
    make.sent(Status.SUBMITTED, headline=f"{first}cmd")
    file = BytesIO()

    record_month.write(file, Step.objects.all(), Proof.objects.all(), Judgement.objects.all())

    (row,) = table(ZipFile(file), "record.csv")
    assert row["主题"] == f"'{first}cmd"


@pytest.mark.parametrize("asked", ["2026-13", "2026-1", "202611", "", "０００１-01"])
def test_a_month_that_is_none_is_refused(asked, tmp_path):
    with pytest.raises(CommandError, match="月份要写成2026-11这样"):
        call_command("export_record", asked, output=tmp_path / "a.zip")
    assert list(tmp_path.iterdir()) == []


def test_an_export_that_fails_leaves_the_old_file_and_no_half_one(tmp_path, monkeypatch):
    file = tmp_path / "a.zip"
    file.write_bytes(b"old")
    make.sent(Status.APPROVED)
    monkeypatch.setenv("FONT_DIR", str(tmp_path))

    with pytest.raises(CommandError, match="没有可用的中文字体"):
        call_command("export_record", "2026-11", output=file)
    with pytest.raises(CommandError, match="没有这个目录"):
        call_command("export_record", "2026-11", output=tmp_path / "nowhere" / "a.zip")

    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a.zip": b"old"}


def test_old_articles_and_new_names_are_no_sign_off(site, tmp_path):
    article = make.public(reporters=[make.reporter("闻人月")])
    record.record_archived([article], by=None)
    found = record.digests(record.Q(pk=article.pk))
    Reporter.objects.update(name="闻人越")
    record.record_rename(found, by=None, said="更名。")

    call_command("export_record", "2026-11", output=tmp_path / "a.zip")

    with ZipFile(tmp_path / "a.zip") as archive:
        assert archive.namelist() == [
        "record.csv", "proofs.csv", "judgements.csv", "说明.txt",
    ]  # fmt: skip
        assert [row["步骤"] for row in table(archive, "record.csv")] == ["入档", "改名"]
    sheet = sheet_of(article, site)
    assert [(row.level, row.verdict) for row in sheet.reviews] == [("入档", ""), ("改名", "")]
    assert sheet.digest == versions.digest_of(Article.objects.get(pk=article.pk))
