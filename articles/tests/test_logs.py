"""What the log, the mails of errors and the measurements say, and what they keep to themselves."""

import json
import logging
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client
from django.urls import reverse

from articles import logs
from articles.models import SecurityEvent
from articles.tests import make
from articles.tests.clients import client_of
from articles.tests.faults import shut_disk

pytestmark = [pytest.mark.django_db, pytest.mark.once]

TOKEN = "a-token-that-only-prometheus-knows"


@pytest.fixture
def lines():
    """What is logged, each line read as JSON."""
    kept = []

    class Keep(logging.Handler):
        def emit(self, record):
            kept.append(json.loads(logs.JsonLines().format(record)))

    handler, root = Keep(), logging.getLogger()
    level = logging.getLogger("articles.requests").level
    logging.getLogger("articles.requests").setLevel(logging.INFO)
    root.addHandler(handler)
    yield kept
    root.removeHandler(handler)
    logging.getLogger("articles.requests").setLevel(level)


def test_each_request_has_a_number_that_its_lines_and_its_answer_bear(lines):
    account = make.editor()
    answers = [client_of(account).get(reverse("admin:index")), Client().get("/nothing/?q=secret")]
    told = [line for line in lines if line["logger"] == "articles.requests"]

    assert [line["request"] for line in told] == [each["X-Request-ID"] for each in answers]
    assert len({each["X-Request-ID"] for each in answers}) == 2
    assert [(line["status"], line["path"]) for line in told] == [
        (200, reverse("admin:index")), (404, "/nothing/"),
    ]  # fmt: skip
    assert told[0]["account"] == str(account.pk)
    missed = next(line for line in lines if line["logger"] == "django.request")
    assert missed["request"] == answers[1]["X-Request-ID"]


def test_a_number_that_a_browser_sends_is_not_taken():
    answer = Client().get("/", headers={"X-Request-ID": "forged\nline"})

    assert len(answer["X-Request-ID"]) == 16
    assert answer["X-Request-ID"].isalnum()


@pytest.mark.parametrize(
    "address",
    [
        "/preview/eyJhbGciOi.secret-token/", "/search/?q=secret-token",
        "/admin/password/MQ/secret-token/", "/nothing/?x=secret-token",
        "/admin/login/?next=/preview/secret-token/", "/referrals/secret-token/",
        "/messages/secret-token/",
    ],
)  # fmt: skip
def test_no_token_and_no_query_is_in_the_log(lines, address):
    Client().get(address)

    assert lines
    assert "secret-token" not in json.dumps(lines)


def test_a_line_stays_a_line(lines):
    logging.getLogger("articles.test").warning("一行\n两行 %s", "\u2028三")

    assert len(lines) == 1
    assert lines[0]["message"] == "一行\n两行 \u2028三"


def failing(text="草稿里的秘密"):
    try:
        raise ValueError(text)
    except ValueError:
        return sys.exc_info()


@pytest.fixture
def mailer(settings):
    settings.EMAIL_ENABLED = True
    handler = logs.MailErrors(["it@linjiang.example"])

    def tell(message, error=None):
        record = logging.LogRecord("x", logging.ERROR, "x", 1, message, (), error)
        handler.handle(record)

    return tell


def test_an_error_goes_out_by_mail_without_what_was_posted(mailer):
    mailer("Internal Server Error: /preview/secret/?q=secret", failing())

    (letter,) = mail.outbox
    assert letter.to == ["it@linjiang.example"]
    assert "ValueError" in letter.body
    assert "test_logs.py" in letter.body
    assert "秘密" not in letter.body + letter.subject
    assert "secret" not in letter.body + letter.subject


def test_the_same_error_goes_out_once_and_another_one_too(mailer):
    for _ in range(5):
        mailer("Internal Server Error: /a/", failing())
    mailer("another")

    assert len(mail.outbox) == 2


def test_a_mail_that_can_not_be_sent_ends_nothing(mailer, settings, capsys):
    settings.EMAIL_BACKEND = "nowhere.Backend"
    mailer("Internal Server Error: /a/", failing())

    assert mail.outbox == []


# Measurements


@pytest.mark.parametrize(
    "given",
    [{}, {"Authorization": "Bearer wrong"}, {"Authorization": TOKEN}, {"Authorization": ""}],
)
def test_measurements_are_nobodys_without_the_token(settings, given):
    assert Client().get("/metrics", headers=given).status_code == 404
    settings.METRICS_TOKEN = TOKEN
    assert Client().get("/metrics", headers=given).status_code == 404
    assert client_of(make.user(is_superuser=True)).get("/metrics").status_code == 404


def test_measurements_tell_requests_and_how_the_house_stands(settings):
    settings.METRICS_TOKEN = TOKEN
    make.public()
    make.article()
    Client().get("/")
    Client().get("/nothing/")
    answer = Client().get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    text = answer.content.decode()

    assert answer.status_code == 200
    for line in (
        'newsroom_articles{status="draft"} 1.0', "newsroom_public_articles 1.0",
        "newsroom_backup_age_seconds -1.0", "newsroom_people_in 0.0",
    ):  # fmt: skip
        assert line in text
    assert 'newsroom_requests_total{room="front",status="200"}' in text
    assert 'newsroom_requests_total{room="none",status="404"}' in text
    assert SecurityEvent.objects.count() == 0


def test_measurements_name_nobody_and_no_address(settings):
    settings.METRICS_TOKEN = TOKEN
    article = make.public(headline="金丝雀七七四")
    Client().get(article.get_absolute_url())
    answer = Client().get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})

    assert "金丝雀" not in answer.content.decode()
    assert f"/{article.pk}/" not in answer.content.decode()


_SERVERS = """
import os, django
django.setup()
from prometheus_client import CollectorRegistry, generate_latest
from articles import metrics
for server in range(3):
    if not (child := os.fork()):
        metrics.count_request("front", 200, 0.02)
        metrics.count_from_memory(server)
        os._exit(0)
    os.waitpid(child, 0)
registry = CollectorRegistry()
metrics.register_requests(registry)
print(generate_latest(registry).decode())
"""


def _count_in_servers(place):
    where = {"VAR_DIR": str(place), "METRICS_TOKEN": TOKEN, "DEBUG": "1"}
    return subprocess.run(
        [sys.executable, "-c", _SERVERS], cwd=settings.BASE_DIR, text=True, check=True,
        capture_output=True, env={**os.environ, **where},
    ).stdout  # fmt: skip


def test_all_servers_of_the_machine_are_counted_together(tmp_path):
    """Those that have ended, too."""
    told = _count_in_servers(tmp_path / "var")

    assert 'newsroom_requests_total{room="front",status="200"} 3.0' in told
    assert "newsroom_requests_from_memory_total 3.0" in told
    assert 'newsroom_request_seconds_count{room="front"} 3.0' in told


def test_where_nothing_can_be_written_each_server_counts_for_itself(tmp_path):
    with shut_disk(tmp_path / "var") as place:
        told = _count_in_servers(place)

    assert "newsroom_requests_from_memory_total 0.0" in told
