"""The record on paper: the sign-off sheet of an article."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles import roles, versions
from articles.exports.office.sheet import ProofRow
from articles.exports.office.signing import sheet_of, sheets_of
from articles.fonts import NoFonts
from articles.models import Article, SiteSettings, Status, Step
from articles.review import colleagues, proofreading, record, taking
from articles.review.steps import STEPS
from articles.tests import make
from articles.tests.clients import client_of

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("clock")]


def take(name, article, by, opinion="照办。"):
    return taking.take(STEPS[name], article, by=by, opinion=opinion)


def change(article, by, body):
    Article.objects.filter(pk=article.pk).update(body=f"<p>{body}</p>")
    article.refresh_from_db()
    record.record_change(article, by=by)
    article.refresh_from_db()


def sign(article, by):
    for name in ("first-pass", "second-pass"):
        article = take(name, article, by)
    colleagues.proof(article, by=by, revision=article.revision, note="无")
    return take("final-pass", article, by)


def lines(sheet):
    return [(row.level, row.version, row.verdict, row.voided) for row in sheet.reviews]


def sheet_url(article):
    return reverse("admin:articles_article_sheet", args=[article.pk])


def test_a_sheet_shows_every_pass_and_why_those_before_a_return_or_a_change_are_void(site, chief):
    article = make.article(created_by=chief)
    record.record_change(article, by=chief)
    article = take("submit", article, chief)
    article = take("first-pass", article, chief)
    article = take("return", article, chief)
    article = take("submit", article, chief)
    article = take("first-pass", article, chief)
    change(article, chief, "江边的步道昨日全线通了。")
    article = sign(article, chief)

    sheet = sheet_of(article, site)

    assert lines(sheet) == [
        ("送审", "第1版", "", ""),
        ("初审", "第1版", "初审通过", "11月24日8:55退改，作废"),
        ("退改", "第1版", "", ""),
        ("送审", "第1版", "", ""),
        ("初审", "第1版", "初审通过", "11月24日8:55改动，作废"),
        ("审过\n作废", "第2版", "", ""),
        ("初审", "第2版", "初审通过", ""),
        ("复审", "第2版", "复审通过", ""),
        ("终审", "第2版", "终审签发", ""),
    ]
    signed = Step.objects.get(step="final-pass")
    assert (sheet.digest, sheet.number) == (signed.digest, f"临审〔2026〕{signed.pk}")
    assert {row.when for row in sheet.reviews} == {"11月24日8:55"}
    assert sheet.reviews[-1].remark == "同一人另办过初审通过、复审通过"


def test_what_a_sheet_says_of_the_article(site, chief, settings):
    settings.SITE_URL = "https://news.example.cn"
    reporter = make.reporter("闻人月")
    campaign, place = make.campaign("民生实事"), make.place("澄河街道")
    article = make.sent(
        Status.APPROVED, headline="二十三条老巷换新灯　近三万居民夜路明", page=1, photos=2,
        reporters=[reporter], campaigns=[campaign], places=[place],
        publish_at=datetime(2026, 11, 24, 22, 0, tzinfo=UTC),
    )  # fmt: skip
    article.corrections.create(text="应为二十三条。", corrected_on=date(2026, 11, 24))
    for text in ("出处？", "请存档。"):
        colleagues.comment(article, by=chief, text=text)
    colleagues.settle(article.comments.first(), by=chief)

    sheet = sheet_of(Article.objects.get(pk=article.pk), site)

    assert (sheet.paper, sheet.serial, sheet.made) == (
        "今日临江",
        str(article.pk),
        "2026年11月24日8:55",
    )
    assert sheet.headline == "二十三条老巷换新灯　近三万居民夜路明"
    assert sheet.bylines == ("通讯员 闻人月",)
    assert sheet.used == (
        "网站，2026年11月25日6:00起公开",
        f"https://news.example.cn/articles/{article.pk}/",
    )
    assert (sheet.size, sheet.campaigns, sheet.places) == (
        f"{article.length}字，图片2幅", ("民生实事",), ("澄河街道",),
    )  # fmt: skip
    assert sheet.findings == ("共2条批注，已了结1条，未了结1条：“请存档。”（顾长宁）。")
    assert sheet.corrections == ("2026年11月24日　应为二十三条。",)
    assert sheet.status == "已签发\n现在的内容与签发的不符"  # the correction came behind the back


def test_a_revision_stands_on_the_sheet_of_the_article_and_voids_nothing_there(site, chief):
    article = make.article(created_by=chief)
    record.record_change(article, by=chief)
    article = sign(take("submit", article, chief), chief)
    copy = take("revise", article, chief)
    change(copy, chief, "改过的一段。")
    copy = take("submit", copy, chief)

    of_copy = sheet_of(copy, site)
    before = sheet_of(Article.objects.get(pk=article.pk), site)
    live = sign(copy, chief)
    after = sheet_of(live, site)

    own = [("送审", ""), ("初审", ""), ("复审", ""), ("终审", ""), ("修订", "")]
    assert [(row.level, row.voided) for row in before.reviews] == [*own, ("修订稿\n送审", "")]
    assert of_copy.reviews == before.reviews
    assert (of_copy.serial, of_copy.status, of_copy.digest) == (
        f"{article.pk}（修订稿{copy.pk}）", "修订稿，待初审", "",
    )  # fmt: skip
    revised = [f"修订稿\n{name}" for name in ("送审", "初审", "复审", "终审")]
    assert [(row.level, row.voided) for row in after.reviews] == [
        *own,
        *((name, "") for name in revised),
    ]
    assert [(row.number, row.stale) for row in after.proofs] == [
        ("一校", False), ("修订稿\n一校", False),
    ]  # fmt: skip
    assert after.digest == versions.digest_of(Article.objects.get(pk=live.pk))
    assert after.status == "已签发"


def test_a_proof_of_a_text_that_was_changed_afterwards_is_stale(site, chief):
    article = take("submit", make.article(created_by=chief), chief)
    colleagues.proof(article, by=chief, revision=article.revision, note="改标点1处")
    change(article, chief, "又改了一句。")
    colleagues.proof(article, by=chief, revision=article.revision)

    assert sheet_of(article, site).proofs == (
        ProofRow("一校", "顾长宁", "11月24日8:55", "改标点1处", "文字稿", True),
        ProofRow("二校", "顾长宁", "11月24日8:55", "", "文字稿", False),
    )


def test_an_urgent_sign_off_and_what_it_left_out_are_on_the_sheet(site, chief):
    article = make.article(created_by=chief, reporters=[make.reporter()])
    article = take("submit", article, chief)

    sheet = sheet_of(take("urgent", article, chief, "防汛。"), site)

    last = sheet.reviews[-1]
    assert last.remark.startswith("加急：未经初审、复审、终审")
    assert (sheet.urgent, last.level, last.verdict, last.opinion, last.remark) == (
        True, "加急", "加急签发", "防汛。", Step.objects.get(step="urgent").remark,
    )  # fmt: skip


def test_what_is_not_signed_off_has_a_number_of_its_own_and_no_hash(site):
    draft = make.article()
    returned = make.sent(Status.APPROVED)
    for name in ("withdraw", "reopen"):
        returned = take(name, returned, make.editor())

    for article in (draft, returned):
        sheet = sheet_of(article, site)
        assert (sheet.number, sheet.digest, sheet.covers, sheet.used) == (
            f"临审〔2026〕稿{article.pk}", "", "", (),
        )  # fmt: skip
    assert {row.voided for row in sheet.reviews if row.verdict} == {"11月24日8:55重新编辑，作废"}


def test_sheets_of_many_ask_as_much_as_the_sheet_of_one(site):
    def asked(number):
        rows = list(Article.objects.order_by("pk")[:number])
        with CaptureQueriesContext(
            connection,
        ) as queries:
            sheets = sheets_of(rows, site)
        assert [sheet.serial for sheet in sheets] == [str(row.pk) for row in rows]
        return len(queries)

    for _ in range(4):
        make.sent(
            Status.APPROVED, photos=1, reporters=[make.reporter(unit=make.unit())],
            campaigns=[make.campaign()], places=[make.place()],
        )  # fmt: skip

    assert asked(1) == asked(4)


# The page of the desk


def test_the_sheet_is_a_pdf_for_whoever_sees_the_article(site):
    writer = make.member(roles.CORRESPONDENT)
    own = make.sent(Status.FIRST_PASSED, created_by=writer)

    answers = {
        who: client_of(user).get(sheet_url(own))
        for who, user in (
            ("its writer", writer),
            ("an editor", make.member(roles.EDITOR)),
            ("another correspondent", make.member(roles.CORRESPONDENT)),
            ("an administrator", make.member(roles.ADMINISTRATOR)),
            ("nobody in particular", make.user()),
        )
    }

    assert {who: answer.status_code for who, answer in answers.items()} == {
        "its writer": 200, "an editor": 200, "another correspondent": 404,
        "an administrator": 404, "nobody in particular": 404,
    }  # fmt: skip
    answer = answers["its writer"]
    assert answer.content.startswith(b"%PDF-")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == (
        f"inline; filename*=utf-8''%E5%AE%A1%E7%AD%BE%E5%8D%95-{own.pk}.pdf"
    )
    assert "no-store" in answer["Cache-Control"]
    assert client_of(writer).post(sheet_url(own)).status_code == 405


def test_without_fonts_the_article_says_what_is_missing(monkeypatch, tmp_path):
    monkeypatch.setenv("FONT_DIR", str(tmp_path))
    article, client = make.sent(Status.SUBMITTED), client_of(make.member(roles.EDITOR))

    answer = client.get(sheet_url(article), follow=True)

    assert answer.redirect_chain == [
        (reverse("admin:articles_article_change", args=[article.pk]), 302)
    ]
    assert [str(said) for said in answer.context["messages"]] == [str(NoFonts())]


def test_the_sheet_says_who_judged_what_the_proofreader_found_and_why():
    row = make.article(body="<p>江边的步道,昨日通了。</p>")
    other = make.article(body="<p>江边的步道,昨日通了。</p>")
    chief = make.member(roles.CHIEF)
    place = proofreading.proofread_article(row).remarks[0].place
    for each in (row, other):
        proofreading.judge(each, place, by=chief, reason="原文如此")
    Article.objects.filter(pk=other.pk).update(body="<p>步道,前日通了。</p>")
    site = SiteSettings.objects.current()

    sheets = sheets_of(list(Article.objects.order_by("pk")), site)

    assert [sheet.findings for sheet in sheets] == [
        f"校对意见裁定没有错的1处：“边的步道,昨日通了”（{chief.username}：原文如此）。", "",
    ]  # fmt: skip
