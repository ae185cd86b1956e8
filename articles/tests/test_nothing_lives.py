"""Every text of every row means harm, and nothing of it lives on any page, feed, list or file."""

import html

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from articles import notices
from articles.models import (
    Article,
    Campaign,
    Issue,
    Place,
    PreviewLink,
    ReaderMessage,
    Reporter,
)
from articles.sitemaps import SITEMAPS
from articles.tests import hostile
from articles.tests.addresses import names
from articles.tests.live import find_live, find_live_in_file, find_live_in_xml
from articles.tests.tried import tried

pytestmark = [pytest.mark.django_db, pytest.mark.once]

#: Rows of each model whose pages are opened: their payloads are others.
_ROWS = 3


@pytest.fixture(scope="module")
def newsroom(shared):
    """Who may see everything there."""
    chief = User.objects.create_superuser("沈砚秋", password=None)
    missing = hostile.newsroom()
    client = Client(raise_request_exception=False)
    client.force_login(chief)
    return client, missing


def test_every_model_has_a_row_that_means_harm(newsroom):
    assert newsroom[1] == [], "give it a row in articles/tests/hostile.py"


def public_addresses():
    """Every address without the admin's, of every row that has one."""
    issues = Issue.objects.all()
    articles = [[article.pk] for article in Article.objects.all()]
    named = {
        f"{name}-feed{kind}": [[row.slug] for row in model.objects.all()]
        for name, model in (("campaign", Campaign), ("place", Place), ("reporter", Reporter))
        for kind in ("", "-json")
    }
    arguments = named | {
        **dict.fromkeys(("article", "print", "report", "qr", "count_read"), articles),
        "message": [[row.token] for row in ReaderMessage.objects.all()],
        "campaign": [[row.slug] for row in Campaign.objects.all()],
        "reporter": [[row.slug] for row in Reporter.objects.all()],
        "place": [[row.slug] for row in Place.objects.all()],
        "preview": [[link.token] for link in PreviewLink.objects.all()],
        "issue": [[issue.slug] for issue in issues],
        "issue_page": [[issue.slug, page.number] for issue in issues for page in issue.pages.all()],
        "month": [[day.year, day.month] for day in _months()],
        "sitemap-section": [[section] for section in SITEMAPS],
    }
    binary = {"issue_picture", "issue_file", "media", "share_picture"}
    for name in names():
        if ":" in name or name in binary:
            continue
        for each in arguments.get(name) or _find_arguments(name, arguments):
            yield reverse(name, args=each)


def _find_arguments(name, arguments):
    """An address that is not known here is tried with what the others take."""
    for rows in ([[]], *arguments.values()):
        try:
            reverse(name, args=rows[0])
        except (NoReverseMatch, IndexError):
            continue
        return rows
    raise AssertionError(f"say with what {name} is opened")


def _months():
    return Article.objects.public().dates("publish_at", "month")


QUERIES = (
    "/search/?q=x7",
    "/search/?q=%E6%B1%9F",
    "/search/suggest/?q=x",
    "/?page=2",
    "/search/?q=%22%3E%3Csvg/onload=x7()%3E&campaign=%3Cx7%3E&from=%3Cx7%3E",
)


def test_nothing_lives_on_any_page_of_residents(newsroom):
    found, opened = {}, 0
    for address in (*public_addresses(), *QUERIES):
        answer = Client(raise_request_exception=False).get(address)
        found |= judge(address, answer)
        opened += answer.status_code == 200
    tried("pages", opened)

    assert found == {}
    assert opened > 30


def desk_addresses():
    """Every address of the desk that can be written for some row of the model in its name."""
    for name in names():
        space, _, rest = name.partition(":")
        if space != "admin" or rest == "logout":
            continue
        for arguments in _arguments(rest):
            try:
                yield reverse(name, args=arguments)
            except NoReverseMatch:
                continue


def _arguments(rest):
    yield []
    parts = rest.split("_")
    model = None
    if len(parts) > 1 and parts[0] in {"articles", "auth"}:
        with_name = {m._meta.model_name: m for m in apps.get_app_config(parts[0]).get_models()}
        model = with_name.get(parts[1])
    if model is None:
        return
    for row in model._base_manager.order_by("-pk")[:_ROWS]:
        yield [row.pk]
        yield [row.pk, 1]
        for file in getattr(row, "files", _NONE).all()[:3]:
            yield [row.pk, file.name]


class _NONE:
    all = staticmethod(list)


MORE = ("articles_article_changelist", "articles_step_changelist", "articles_article_library")


def test_nothing_lives_on_any_page_of_the_desk(newsroom):
    client, _ = newsroom
    found, opened = {}, 0
    searches = [reverse(f"admin:{name}") + "?q=x7" for name in MORE]
    for address in (*desk_addresses(), *searches):
        answer = client.get(address)
        found |= judge(address, answer)
        opened += answer.status_code == 200
    tried("pages", opened)

    assert found == {}
    assert opened > 120


def judge(address, answer):
    """What is live in an answer, by its address."""
    kind = answer.headers.get("Content-Type", "").partition(";")[0]
    if answer.status_code >= 500 and answer.status_code != 503:
        return {address: answer.status_code}
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    live = []
    if kind == "text/html":
        live = find_live(body.decode(), nonce=_nonce(answer))
    elif kind.endswith("xml") and body:
        live = find_live_in_xml(body)
    elif kind == "text/csv":
        live = find_live_in_file("x.csv", body)
    assert answer.headers["X-Content-Type-Options"] == "nosniff", address
    return {address: live} if live else {}


def _nonce(answer):
    policy = answer.headers.get("Content-Security-Policy", "")
    return policy.partition("'nonce-")[2].partition("'")[0]


#: Where a page may show a text: each payload lives in one of them where it is not escaped, but
#: for those that mean spreadsheets, typst, scripts or templates.
CONTEXTS = ("<p>{}</p>", '<p title="{}">', "<p title='{}'>", "<a href='{}'>x</a>",
            "<title>{}</title>", "<script>{}</script>", "<textarea>{}</textarea>")  # fmt: skip
ELSEWHERE = tuple("=@+-\t{#\\%\u2028\ufe64`")


def test_the_judge_sees_each_payload_where_it_lives():
    dead = [
        payload
        for payload in hostile.PAYLOADS
        if not any(find_live(context.format(payload)) for context in CONTEXTS)
    ]
    escaped = [
        payload
        for payload in hostile.PAYLOADS
        if any(find_live(context.format(html.escape(payload))) for context in CONTEXTS[:3])
    ]
    assert [payload for payload in dead if payload[0] not in ELSEWHERE] == []
    assert escaped == []


def test_nothing_lives_in_the_files_of_an_issue(newsroom, tmp_path):
    formats = "epub,docx,web,xlsx,jsonl"
    month = hostile.UNSEALED.strftime("%Y-%m")
    call_command("export_issue", month, "--formats", formats, "--output", str(tmp_path))
    made = sorted(tmp_path.iterdir())
    found = {path.name: find_live_in_file(path.name, path.read_bytes()) for path in made}
    tried("pages", len(made))

    assert {name: live for name, live in found.items() if live} == {}
    assert len(made) == 6


def test_nothing_lives_in_statistics_record_and_yearly_files(newsroom, tmp_path):
    month = timezone.localdate().strftime("%Y-%m")
    for form in ("csv", "xlsx", "json"):
        output = str(tmp_path / f"count.{form}")
        call_command("contributions", month, "--format", form, "--output", output)
    call_command("export_record", month, "--output", str(tmp_path / "record.zip"))
    made = sorted(tmp_path.iterdir())
    found = {path.name: find_live_in_file(path.name, path.read_bytes()) for path in made}
    tried("pages", len(made))

    assert {name: live for name, live in found.items() if live} == {}


def test_no_mail_has_a_header_that_a_text_made(
    newsroom, settings, django_capture_on_commit_callbacks
):
    settings.EMAIL_ENABLED = True
    bad = "wangfang@example.cn\nBcc: all@example.cn"
    for row, email in zip(
        User.objects.filter(is_superuser=False), ("a@example.cn", bad), strict=False
    ):
        User.objects.filter(pk=row.pk).update(email=email)
    article = Article.objects.exclude(created_by=None).first()
    Article.objects.filter(pk=article.pk).update(headline="江边\r\nBcc: all@example.cn")
    article.refresh_from_db()

    with django_capture_on_commit_callbacks(execute=True):
        notices._tell(User.objects.exclude(email=""), article, "remind", "江边\r\nBcc: all")

    assert [(sent.to, sent.subject) for sent in mail.outbox] == [
        (["a@example.cn"], "稿件：江边 Bcc: all@example.cn")
    ]
