"""The command that compares what is signed off with what was signed."""

from io import StringIO

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import roles, versions
from articles.models import Article, Correction, Reporter, Status, Unit
from articles.review import proofreading, record, taking
from articles.review.steps import STEPS
from articles.tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed():
    """An article whose signed version was kept, as every save at the desk does."""
    writer, reporter = make.editor(), make.reporter("闻人月")
    article = make.article(created_by=writer, headline="步道通了", photos=1, places=[make.place()])
    make.byline(article, reporter, unit=make.unit("街道办"))
    record.record_change(article, by=writer)
    taking.take(STEPS["submit"], article, by=writer)
    article.refresh_from_db()
    return make.sign(article)


def verify(capsys, *articles):
    """What the command says, and whether it ended well."""
    try:
        call_command("verify", *articles)
        ended_well = True
    except CommandError:
        ended_well = False
    return capsys.readouterr().out.splitlines(), ended_well


def test_what_was_not_changed_agrees(capsys, signed):
    make.article()
    make.sent(Status.APPROVED)

    assert verify(capsys) == (["与签发时相符2篇，不符0篇。"], True)
    assert verify(capsys, signed.pk) == (["与签发时相符1篇，不符0篇。"], True)


def _text(article):
    Article.objects.filter(pk=article.pk).update(body="<p>改了。</p>", kicker="引题")


def _byline(_article):
    Reporter.objects.filter(name="闻人月").update(name="闻人越")


def _unit(_article):
    Unit.objects.update(name="街道党群办")


def _place(article):
    article.places.clear()


def _caption(article):
    article.photos.update(caption="改了说明。")


def _correction(article):
    Correction.objects.create(article=article, text="应为三条。", corrected_on="2026-11-24")


def _swapped(article):
    name = article.photos.get().image.name
    default_storage.delete(name)
    default_storage.save(name, make_file())


def make_file():
    return make.ContentFile(make.picture(colour="#a30f17"))


def _lost(article):
    default_storage.delete(article.photos.get().image.name)


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (_text, "引题、正文与签发时不同"),
        (_byline, "署名与签发时不同"),
        (_unit, "更正或单位名称与签发时不同"),
        (_place, "地点与签发时不同"),
        (_caption, "图片与签发时不同"),
        (_correction, "更正或单位名称与签发时不同"),
        (_swapped, "图片或附件的文件与签发时不同，或已缺失"),
        (_lost, "图片或附件的文件与签发时不同，或已缺失"),
    ],
)
def test_what_was_changed_behind_the_back_is_named(capsys, signed, act, said):
    other = make.sent(Status.APPROVED)
    act(signed)

    (line, sum_), ended_well = verify(capsys)

    assert line.startswith(f"稿号{signed.pk}　步道通了：{said}")
    assert (sum_, ended_well) == ("与签发时相符1篇，不符1篇。", False)
    assert verify(capsys, other.pk)[1] is True


def test_the_hashes_are_told_where_no_version_was_kept(capsys):
    article = make.sent(Status.APPROVED)
    signed = record.signed_digests([article])[article.pk]
    _text(article)
    now = versions.digest_of(Article.objects.get(pk=article.pk))

    (line, _), ended_well = verify(capsys)

    assert line == (
        f"稿号{article.pk}　{article}：内容与签发时不同（校验码签发{signed[:8]}，现在{now[:8]}）"
    )
    assert ended_well is False


def test_an_article_without_a_sign_off_in_the_record_is_named(capsys):
    article = make.public()

    assert verify(capsys) == (
        [f"稿号{article.pk}　{article}：没有签发的留痕", "与签发时相符0篇，不符1篇。"],
        False,
    )


def test_an_article_that_is_not_signed_off_cannot_be_verified(signed):
    draft = make.article()

    with pytest.raises(CommandError, match=f"没有这些已签发的稿件：{draft.pk}。"):
        call_command("verify", signed.pk, draft.pk)


def test_a_name_changed_with_the_chiefs_leave_agrees(capsys, signed):
    before = record.digests(record.Q(pk=signed.pk))
    Reporter.objects.filter(name="闻人月").update(name="闻人越")
    record.record_rename(before, by=make.editor(), said="更名。")

    assert verify(capsys) == (["与签发时相符1篇，不符0篇。"], True)


@pytest.mark.once
def test_it_asks_as_many_queries_for_many_articles_as_for_one():
    counts = []
    for _ in range(2):
        make.sent(Status.APPROVED, photos=1)
        with CaptureQueriesContext(connection) as asked:
            call_command("verify", stdout=StringIO())
        counts.append(len(asked))
        for _ in range(5):
            make.sent(Status.APPROVED, photos=1)

    assert counts[0] == counts[1]


def _tamper(sql):
    """Change the record as somebody would who has the database itself."""
    names = {
        "sqlite": [("articles_judgement_no_update", ""), ("articles_judgement_no_delete", "")],
        "postgresql": [
            (f"articles_judgement_append_only{more}", " ON articles_judgement")
            for more in ("", "_once_sent")
        ],
    }[connection.vendor]
    with connection.cursor() as cursor:
        for name, on in names:
            cursor.execute(f"DROP TRIGGER {name}{on}")
        cursor.execute(sql)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE articles_judgement SET reason = '没有理由'",
        "UPDATE articles_judgement SET by_name = '别人'",
        "UPDATE articles_judgement SET takes_back = NOT takes_back",
        "DELETE FROM articles_judgement",
    ],
)
def test_a_judgement_changed_after_the_sign_off_is_named(capsys, sql):
    writer = make.member(roles.EDITOR)
    row = make.article(created_by=writer, body="<p>江边的步道,昨日通了。</p>")
    place = proofreading.proofread_article(row).remarks[0].place
    proofreading.judge(row, place, by=writer, reason="原文如此")
    row = make.sign(row)
    before = verify(capsys)
    _tamper(sql)

    assert before == (["与签发时相符1篇，不符0篇。"], True)
    assert verify(capsys) == (
        [f"稿号{row.pk}　{row}：校对意见的裁定与签发时的不符", "与签发时相符0篇，不符1篇。"],
        False,
    )
