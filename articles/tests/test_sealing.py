"""Sealing an issue, holding files against what was sealed, what changed since."""

from datetime import date, timedelta
from hashlib import sha256

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.utils import timezone

from articles import planning, roles, sealing, versions
from articles.exports.bundle import pack_zip
from articles.models import (
    Article,
    Correction,
    Format,
    Issue,
    Placement,
    Status,
)
from articles.review import record
from articles.sealing import ChangedArticle, SealRefused
from articles.tests import make
from articles.tests.plans import OCTOBER, chief, issue_of, make_files, refused

pytestmark = pytest.mark.django_db


def bytes_of(issue, name):
    with issue.files.get(name=name).file.open("rb") as file:
        return file.read()


def sealed(*articles):
    issue = issue_of(*articles)
    make_files(issue)
    return sealing.seal(issue, by=chief())


# Sealing


def test_the_seal_sets_down_every_article_and_every_file():
    first, second = make.public(headline="一条　澄河"), make.public(headline="银杏")
    unplaced = make.public(headline="没有上版")
    withdrawn = make.article(headline="撤下的", status=Status.WITHDRAWN, publish_at=timezone.now())
    issue = issue_of(first, withdrawn, second)
    Placement.objects.create(issue=issue, page=None, article=unplaced)
    make_files(issue)

    sealing.seal(issue, by=make.member(roles.CHIEF, "沈砚秋"))

    issue.refresh_from_db()
    assert issue.manifest == {
        "issue": "2026-10",
        "sealed_at": timezone.localtime(issue.sealed_at).isoformat(timespec="seconds"),
        "by": "沈砚秋",
        "articles": [
            {
                "article": row.pk,
                "headline": str(row),
                "digest": versions.digest_of(Article.objects.get(pk=row.pk)),
            }
            for row in (first, second)
        ],
        "files": [
            {"name": row.name, "size": row.size, "sha256": row.digest}
            for row in issue.files.order_by("name")
        ],
        "parts": {"01.txt": sha256(b"2026-10 originals").hexdigest()},
    }
    assert len(issue.manifest["files"]) == len(Format)
    assert issue.sealed_by.username == "沈砚秋"


def test_the_corrections_that_were_owed_are_printed_with_it():
    article = make.public()
    owed = Correction.objects.create(article=article, text="应为三条。", corrected_on=OCTOBER)
    before = Correction.objects.create(
        article=article, text="旧的。", corrected_on=OCTOBER, printed_in="2026年9月号第二版"
    )
    hidden = Correction.objects.create(
        article=make.article(status=Status.WITHDRAWN, publish_at=timezone.now()),
        text="撤下的。",
        corrected_on=OCTOBER,
    )

    sealed(article)

    assert list(Correction.objects.order_by("pk").values_list("pk", "printed_in")) == [
        (owed.pk, "2026年10月号第2版"),
        (before.pk, "2026年9月号第二版"),
        (hidden.pk, ""),
    ]


def test_an_issue_with_a_format_missing_is_not_sealed():
    issue = issue_of(make.public())
    make_files(issue, [each for each in Format if each not in (Format.EPUB, Format.WEB)])

    refused(issue, f"还不能封存：还没有做成：{Format.EPUB.label}、{Format.WEB.label}。")


def test_an_issue_with_something_to_mend_is_not_sealed():
    issue = issue_of(make.public())
    make_files(issue)

    refused(issue, "还不能封存：第1版还差一处。", problems=["第1版还差一处"])


def test_files_of_an_older_plan_are_not_sealed():
    article = make.public()
    issue = issue_of(article)
    make_files(issue)
    issue = planning.move(issue, article, 2, 1, by=make.member(roles.STAFF), revision=1)
    again = (Format.PDF, Format.READING)
    issue.files.filter(name__in=[f.file_name(issue.slug) for f in again]).delete()
    make_files(issue, again)

    old = "、".join(each.label for each in Format if each not in again)
    refused(issue, f"要重做：{old}。")


def test_files_of_an_older_text_are_not_sealed():
    article, other = make.public(), make.public()
    issue = issue_of(article)
    make_files(issue)
    Article.objects.get(pk=other.pk).save()
    assert sealing.find_obstacles(sealing.states(issue)) == []

    Article.objects.get(pk=article.pk).save()

    refused(issue, "做成以后版面或稿件又改过，要重做：")


def test_files_made_before_a_printed_name_changed_are_not_sealed():
    reporter = make.reporter("张园")
    article = make.public(reporters=[reporter])
    issue = issue_of(article)
    make_files(issue)
    before = {article.pk: versions.digest_of(Article.objects.get(pk=article.pk))}
    reporter.name = "张圆"
    reporter.save()
    record.record_rename(before, by=make.editor(), said="改名")

    refused(issue, "要重做")


def test_files_made_before_a_correction_of_an_older_article_are_not_sealed():
    older = make.public()
    issue = issue_of(make.public())
    make_files(issue)
    Correction.objects.create(article=older, text="应为三条。", corrected_on=OCTOBER)
    Article.objects.get(pk=older.pk).save()  # as signing off the revision does

    refused(issue, "要重做")


@pytest.mark.parametrize("harm", ["changed", "lost"])
def test_a_file_that_is_not_what_was_made_is_not_sealed(harm):
    issue = issue_of(make.public())
    make_files(issue)
    row = issue.files.get(name="2026-10.epub")
    storage, name = row.file.storage, row.file.name
    storage.delete(name)
    if harm == "changed":
        storage.save(name, ContentFile(b"anders"))

    refused(issue, "文件缺失或已损坏：2026-10.epub。")


def test_an_issue_is_sealed_once():
    issue = sealed(make.public())

    with pytest.raises(SealRefused, match="2026年10月号已经封存。"):
        sealing.seal(issue, by=chief())


def test_only_who_may_seals():
    issue = issue_of(make.public())
    make_files(issue)

    for role in (roles.CORRESPONDENT, roles.EDITOR, roles.DESK, roles.ADMINISTRATOR):
        with pytest.raises(PermissionDenied):
            sealing.seal(issue, by=make.member(role))

    assert Issue.objects.get().sealed_at is None


def test_files_made_anew_while_the_seal_was_set_are_not_sealed(monkeypatch):
    issue = issue_of(make.public())
    make_files(issue)
    read = sealing._read_parts

    def make_meanwhile(issue, files):
        parts = read(issue, files)
        issue.files.filter(name="2026-10.epub").update(digest="f" * 64)
        return parts

    monkeypatch.setattr(sealing, "_read_parts", make_meanwhile)

    refused(issue, "刚刚有人又做了一次成品，请再封存一次")


def test_a_package_that_an_earlier_version_made_is_made_anew_first():
    issue = issue_of(make.public())
    make_files(issue)
    row, old = issue.files.get(name="2026-10-photos.zip"), pack_zip([("图.jpg", b"x")], OCTOBER)
    row.file.storage.delete(row.file.name)
    row.file.storage.save(row.file.name, ContentFile(old))
    issue.files.filter(pk=row.pk).update(digest=sha256(old).hexdigest())

    refused(issue, "还不能封存：2026-10-photos.zip要重做。")


# Holding files against it


def test_a_file_is_as_sealed_or_it_is_said_why_not():
    issue = sealed(make.public())
    epub = bytes_of(issue, "2026-10.epub")

    said = [
        sealing.verify(name, content)
        for name, content in [
            ("2026-10.epub", epub),
            ("下载.epub", epub),
            ("2026-10.epub", epub + b" "),
            ("别的.pdf", b"anders"),
        ]
    ]

    assert [(verdict.as_sealed, verdict.text, verdict.issue) for verdict in said] == [
        (True, "与2026年10月号封存的相符", issue),
        (True, "与2026年10月号封存的相符，原名2026-10.epub", issue),
        (False, "与2026年10月号封存的不符，内容改过", issue),
        (False, "不是封存过的文件", None),
    ]


def test_what_was_made_but_not_sealed_is_not_as_sealed():
    issue = issue_of(make.public())
    make_files(issue)

    assert not sealing.verify("2026-10.epub", bytes_of(issue, "2026-10.epub")).as_sealed


def test_the_command_says_of_each_file_whether_it_is_as_sealed(tmp_path, capsys):
    issue = sealed(make.public())
    good, bad = tmp_path / "2026-10.pdf", tmp_path / "2026-10.docx"
    good.write_bytes(bytes_of(issue, "2026-10.pdf"))
    bad.write_bytes(b"anders")

    call_command("verify_issue", str(good))
    assert capsys.readouterr().out == f"{good}：与2026年10月号封存的相符\n"

    with pytest.raises(CommandError, match="2个文件与封存的不符，见上。"):
        call_command("verify_issue", str(good), str(bad), str(tmp_path / "没有的.pdf"))
    assert capsys.readouterr().out == (
        f"{good}：与2026年10月号封存的相符\n"
        f"{bad}：与2026年10月号封存的不符，内容改过\n"
        f"{tmp_path / '没有的.pdf'}：读不到这个文件\n"
    )


# 印后修改


def test_what_was_changed_or_withdrawn_since_is_told_with_the_printed_headline():
    same, changed, gone, late = (make.public(headline=title) for title in "同改撤缓")
    issue = sealed(same, changed, gone, late)
    Article.objects.filter(pk=changed.pk).update(headline="改过的题")
    Article.objects.filter(pk=gone.pk).update(status=Status.WITHDRAWN)
    Article.objects.filter(pk=late.pk).update(publish_at=timezone.now() + timedelta(days=1))

    assert sealing.changed_since(issue) == [
        ChangedArticle(changed.pk, "改", withdrawn=False),
        ChangedArticle(gone.pk, "撤", withdrawn=True),
        ChangedArticle(late.pk, "缓", withdrawn=True),
    ]


def test_an_unsealed_issue_has_no_changes():
    assert sealing.changed_since(issue_of(make.public())) == []


def test_changes_of_many_articles_are_asked_for_as_often_as_of_few(django_assert_num_queries):
    few = sealed(make.public(photos=1, reporters=[make.reporter()]))
    Issue.objects.filter(pk=few.pk).update(month=date(2026, 9, 1), whole_number=6)
    many = sealed(*(make.public(photos=1, reporters=[make.reporter()]) for _ in range(8)))

    for issue in (few, many):
        with django_assert_num_queries(6):
            assert sealing.changed_since(issue) == []
