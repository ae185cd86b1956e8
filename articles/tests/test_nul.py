"""PostgreSQL keeps no NUL: wherever one is typed, the answer is a page or a sentence."""

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from articles.models import Status
from articles.tests import make
from articles.tests.clients import form

pytestmark = pytest.mark.django_db

NUL = "步道\0通了"


@pytest.fixture
def chief():
    client = Client()
    client.force_login(User.objects.create_superuser("沈砚秋", password=None))
    return client


def of_article(name):
    return lambda article: reverse(f"admin:articles_article_{name}", args=[article.pk])


def at(name):
    return lambda article: reverse(f"admin:{name}")


ACTS = {
    "step": (of_article("step"), {"_step": "return", "opinion": NUL, "passage": NUL}),
    "comment": (of_article("comment"), {"text": NUL, "passage": NUL}),
    "suggest": (of_article("suggest"), {"passage": NUL, "new": NUL, "why": NUL}),
    "proof": (of_article("proof"), {"note": NUL}),
    "judge": (of_article("judge"), {"place": NUL, "reason": NUL}),
    "refer": (of_article("refer"), {"name": NUL, "post": NUL, "note": NUL}),
    "rolling": (of_article("rolling"), {"act": NUL, "reason": NUL}),
    "restore": (of_article("restore"), {"number": NUL}),
    "filters": (at("articles_article_filters"), {"query": NUL, "name": NUL}),
    "send": (at("articles_delivery_send"), {"text": NUL, "sender": NUL}),
    "check": (at("articles_article_check"), {"headline": NUL, "body": NUL}),
    "kept": (at("articles_article_kept"), {"headline": NUL, "body": NUL, "kept": NUL}),
    "paste": (at("articles_article_paste"), {"html": NUL}),
    "flash": (at("flash"), {"words": NUL, "hours": NUL}),
    "stories": (at("stories"), {"words": NUL}),
    "login": (at("login"), {"username": NUL, "password": NUL}),
    "code": (at("login_code"), {"code": NUL}),
    "list": (at("articles_article_changelist"), {"action": NUL, "_selected_action": "1"}),
}


@pytest.mark.parametrize("name", ACTS)
def test_a_nul_that_is_posted_to_the_desk_ends_in_no_error(chief, name):
    address, data = ACTS[name]
    article = make.sent(Status.SUBMITTED, photos=1)

    answer = chief.post(address(article), data | {"revision": article.revision})

    assert answer.status_code < 500


def test_a_nul_in_a_form_costs_no_text(chief):
    article = make.sent(Status.SUBMITTED, photos=1)
    data = form(article, headline=NUL, body=f"<p>{NUL}</p>", summary=NUL)

    answer = chief.post(of_article("change")(article), data)

    article.refresh_from_db()
    told = [str(each) for each in get_messages(answer.wsgi_request)]
    assert (answer.status_code, article.headline, article.summary) == (302, "步道通了", "步道通了")
    assert "文字里混进了看不见的控制字符U+0000，已经去掉，其余一字未动。" in told


def test_a_nul_in_an_answer_without_an_account_ends_in_no_error():
    row = make.referral(make.sent(Status.SUBMITTED))

    answer = Client().post(row.get_absolute_url(), {"passed": "1", "read": "1", "opinion": NUL})

    assert answer.status_code < 500


READ = {
    "reporters": "/reporters/?start=A%00",
    "places": "/places/?place=liu%00",
    "search": "/search/?q=%00&campaign=%00&from=%00&page=%00",
    "suggest": "/search/suggest/?q=%00",
    "reading": "/reading/?street=liu%00&size=%00",
    "corrections": "/corrections/?before=%00",
    "issues": "/issues/?year=%00",
    "verify": "/issues/verify/?code=%00",
    "month": "/archive/2026/11/?before=%00",
    "a token": "/messages/a%00/",
    "a referral": "/referrals/a%00/",
    "a preview": "/preview/a%00/",
    "a subject": "/subjects/a%00/",
    "a section": "/sections/a%00/",
}


@pytest.mark.parametrize("kind", READ)
def test_a_nul_in_an_address_of_residents_ends_in_no_error(kind):
    assert Client().get(READ[kind]).status_code in (200, 302, 400, 404)


@pytest.mark.parametrize(
    "name", [settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, "street", "reading"]
)
@pytest.mark.parametrize("address", ["/", "/places/", "/admin/", "/admin/login/"])
def test_a_nul_in_a_cookie_counts_for_nothing(name, address):
    """A cookie in quotes says it in digits."""
    answer = Client().get(address, headers={"cookie": f'{name}="a\\000{"b" * 30}"'})

    assert answer.status_code in (200, 302)


def test_a_nul_in_a_name_that_has_forgotten_its_password_ends_in_no_error(settings):
    settings.EMAIL_ENABLED = True

    assert Client().post(reverse("admin:password_reset"), {"name": NUL}).status_code == 200
