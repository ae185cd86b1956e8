"""The notice-board sheet: one page in large print, of a public article alone."""

from datetime import datetime
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from articles import roles
from articles.models import Article
from articles.tests import make
from articles.tests.clients import client_of
from articles.tests.html import CANARY
from articles.tests.public import hidden_articles

pytestmark = [pytest.mark.django_db, pytest.mark.once]

FACTS = (
    "登记：11月10日至12月20日\n哪五类：冰箱、洗衣机、空调、热水器、灶具\n最多补：空调八百元\n"
    "去哪里：社区服务站，早上八点半起\n带什么：身份证、发票、旧机回收单"
)


@pytest.fixture
def client():
    return client_of(make.member(roles.EDITOR))


@pytest.fixture
def article():
    return make.public(
        kicker="钱怎么补",
        headline="旧家电换新　五类东西最多补八百元",
        summary="全区“惠民家电”补贴开始登记，先登记先审，用完为止。",
        publish_at=datetime(2026, 11, 10, 9, tzinfo=timezone.get_current_timezone()),
    )


def address(article):
    return reverse("admin:articles_article_notice", args=[article.pk])


def ask(client, article, **fields):
    typed = {"headline": article.headline, "summary": article.summary, "facts": FACTS,
             "until": "2026-12-20", "paper": "a4"}  # fmt: skip
    return client.post(address(article), typed | fields)


def errors(response):
    form = response.context["form"]
    return [error for errors in form.errors.values() for error in errors]


def test_a_sheet_is_one_page_of_the_paper_that_was_chosen_with_all_its_words(client, article):
    for paper, size in (("a4", (595, 842)), ("a3", (842, 1191))):
        response = ask(client, article, paper=paper)
        pdf = PdfReader(BytesIO(response.content))
        words = "".join(pdf.pages[0].extract_text().split())

        assert (response["Content-Type"], len(pdf.pages)) == ("application/pdf", 1)
        assert (round(pdf.pages[0].mediabox.width), round(pdf.pages[0].mediabox.height)) == size
        for said in (
            "今日临江", "2026年11月10日星期二", "钱怎么补", "旧家电换新", "最多补八百元",
            "全区“惠民家电”补贴开始登记", "身份证、发票、旧机回收单", "12月20日", "扫一扫，看全文",
            f"articles/{article.pk}/",
        ):  # fmt: skip
            assert said in words


def test_the_picture_takes_what_the_words_leave(client, article):
    make.photo(article, drawn=make.scene(1, (900, 600)))
    pdf = PdfReader(BytesIO(ask(client, article, photo="on").content))

    assert (len(pdf.pages), len(pdf.pages[0].images)) == (1, 1)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"facts": "只有半句"}, "“只有半句”要写成“名目：内容”。"),
        ({"facts": "登记：" + "长" * 17}, "“登记”太长：名目最多6字，内容最多16字，远处才看得清。"),
        ({"facts": "一：一\n" * 6}, "写了6条，最多5条。请合并几条。"),
        ({"until": "9999-12-31"}, "日期要在1900年到2199年之间。"),
    ],
)
def test_what_is_not_in_order_is_said_and_what_was_typed_stays(client, article, fields, said):
    response = ask(client, article, **fields)

    assert (response.status_code, errors(response)) == (400, [said])
    assert article.summary.replace("“", "“") in response.text


def test_what_is_not_public_has_no_sheet(client):
    for article in hidden_articles(headline=CANARY, summary=CANARY):
        for response in (client.get(address(article)), ask(client, article)):
            assert (response.status_code, CANARY in response.text) == (404, False)


def test_what_is_typed_is_text(client, article):
    Article.objects.update(kicker='#panic("x") $ @x')
    pdf = PdfReader(BytesIO(ask(client, article, headline='= 题 #image("/etc/passwd")').content))

    assert '#panic("x")' in pdf.pages[0].extract_text()


def test_the_form_begins_with_what_the_article_says(client, article):
    form = client.get(address(article)).context["form"]

    assert form.initial == {"headline": article.headline, "summary": article.summary}
