"""A sign-off sheet that was handed out can be verified by whoever holds it, and by nothing else."""

import re
import zipfile
from hashlib import sha256
from io import BytesIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles import roles, sealing
from articles.exports.office import record_month
from articles.models import IssuedSheet, Judgement, Proof, Status, Step
from articles.tests import make
from articles.tests.clients import client_of, url

pytestmark = pytest.mark.django_db

SECRET = "江堤路改道还没有公布"


def sheet_of(article):
    return client_of(make.member(roles.EDITOR)).get(url("sheet", article)).content


def ask(client, content):
    """What the site says of a file: true or not, and in words."""
    page = client.get(reverse("issue_verify"), {"sha256": sha256(content).hexdigest()}).text
    found = page.partition('<p class="verdict')[2].partition("</p>")[0]
    return found.startswith(" verdict-true"), re.sub("<[^>]*>", "", found.partition(">")[2])


def test_a_sheet_is_known_on_the_site_and_a_changed_one_is_not(client):
    article = make.sent(Status.SUBMITTED, headline=SECRET)
    content = sheet_of(article)
    whole, said = ask(client, content)
    assert whole
    assert f"稿{article.pk}" in said
    assert "审签单" in said
    assert SECRET not in client.get(reverse("issue_verify")).text + said
    changed = content.replace(b"/Author", b"/Buthor", 1) + b" "
    assert ask(client, changed) == (False, ask(client, b"other")[1])


def test_the_command_knows_it_and_fails_for_one_that_was_changed(tmp_path, capsys):
    content = sheet_of(make.sent(Status.APPROVED))
    good, bad = tmp_path / "审签单.pdf", tmp_path / "改过.pdf"
    good.write_bytes(content)
    bad.write_bytes(content + b" ")
    call_command("verify_issue", good)
    assert f"出具的审签单，编号{IssuedSheet.objects.get()}" in capsys.readouterr().out
    with pytest.raises(CommandError, match="1个文件"):
        call_command("verify_issue", good, bad)


def test_the_sheets_of_a_month_are_known_as_well():
    for _ in range(2):
        make.sent(Status.APPROVED)
    out = BytesIO()
    rows = (model.objects.order_by("pk") for model in (Step, Proof, Judgement))
    record_month.write(out, *rows)
    with zipfile.ZipFile(out) as packed:
        [name] = [each for each in packed.namelist() if each.endswith(".pdf")]
        verdict = sealing.verify(name, packed.read(name))
    assert (verdict.as_sealed, "等2张" in verdict.text) == (True, True)


def test_the_same_sheet_in_the_same_minute_is_one_and_none_is_ever_changed(monkeypatch):
    monkeypatch.setattr("articles.exports.office.issuing.make_pdf", lambda sheets: b"%PDF-1")
    article = make.sent(Status.APPROVED)
    assert sheet_of(article) == sheet_of(article)
    [row] = IssuedSheet.objects.all()
    with pytest.raises(IntegrityError), transaction.atomic():
        IssuedSheet.objects.filter(pk=row.pk).update(digest="0" * 64)
    with pytest.raises(IntegrityError), transaction.atomic():
        row.delete()


def test_who_may_not_see_the_article_makes_no_sheet_of_it():
    other = client_of(make.member(roles.CORRESPONDENT))
    assert other.get(url("sheet", make.sent(Status.SUBMITTED))).status_code == 404
    assert not IssuedSheet.objects.exists()


def test_asking_takes_as_many_queries_however_many_sheets_there_are(client):
    ask(client, b"x")
    counts = []
    for number in (1, 30):
        rows = [IssuedSheet(digest=f"{number}{n}".zfill(64), number="临审") for n in range(number)]
        IssuedSheet.objects.bulk_create(rows)
        with CaptureQueriesContext(connection) as seen:
            ask(client, b"x")
        counts.append(len(seen))
    assert counts[0] == counts[1]
