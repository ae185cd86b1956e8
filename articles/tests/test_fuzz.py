"""What nobody asks for is answered all the same: no address, list, form, line or file ends in an
error, and none asks the database without bound."""

import os
from contextlib import suppress
from io import BytesIO, StringIO

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.imports import archive
from articles.sitemaps import SITEMAPS
from articles.tests import made_up, make, paper
from articles.tests.addresses import names
from articles.tests.doors import undone
from articles.tests.tried import tried

pytestmark = [pytest.mark.django_db, pytest.mark.once]

#: More than the busiest page of all needs.
MOST_QUERIES = 90
#: FUZZ=20 tries twenty times as much.
TIMES = int(os.environ.get("FUZZ", "1"))
some = settings(
    max_examples=120 * TIMES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
few = settings(some, max_examples=40 * TIMES)


@pytest.fixture(scope="module")
def desk(shared):
    """A client that may do everything, in a newsroom with something of each kind."""
    names_ = {"campaigns": [make.campaign("江边")], "places": [make.place("柳桥")]}
    public = [make.public(photos=1, reporters=[make.reporter("费知夏")], **names_) for _ in "12"]
    paper.issue(public)
    client = Client(raise_request_exception=False)
    client.force_login(User.objects.create_superuser("沈砚秋", password=None))
    return client


def ask(client, method, address, data=None):
    """The answer; fails on an error of the server and on too many queries."""
    tried("requests")
    with CaptureQueriesContext(connection) as queries:
        answer = getattr(client, method)(address, data or {})
    said = (method, address, data, answer.status_code, len(queries))
    # 503 is a sentence of ours, 501 what oEmbed has a site answer that speaks another format only.
    meant = {503, 501} if address == "/oembed" else {503}
    assert answer.status_code < 500 or answer.status_code in meant, said
    assert len(queries) <= MOST_QUERIES, said
    return answer


ARGUMENTS = {
    "pk": st.one_of(st.integers(0, 3), st.integers(0, 10**30)),
    "number": st.integers(0, 10**12), "year": st.integers(0, 10**6), "month": st.integers(0, 99),
    "slug": st.from_regex(r"[-a-zA-Z0-9_]{1,20}|2026-10|江边", fullmatch=True),
    "section": st.sampled_from([*SITEMAPS, "x"]),
}  # fmt: skip
PUBLIC = sorted(name for name in set(names()) if ":" not in name)


@st.composite
def public_addresses(draw):
    """An address of a name that there is, with arguments of the right kind or of any."""
    name = draw(st.sampled_from(PUBLIC))
    for count in range(4):
        arguments = [draw(st.one_of(made_up.values, *ARGUMENTS.values())) for _ in range(count)]
        try:
            return reverse(name, args=arguments)
        except NoReverseMatch:
            continue
    return "/" + draw(made_up.values)


@some
@given(address=public_addresses(), asked=made_up.parameters)
def test_no_address_of_residents_ends_in_an_error(desk, address, asked):
    ask(Client(raise_request_exception=False), "get", address, asked)


@few
@given(path=st.lists(made_up.values, max_size=4).map("/".join), asked=made_up.parameters)
def test_no_path_that_nobody_has_ends_in_an_error(desk, path, asked):
    ask(Client(raise_request_exception=False), "get", f"/{path}", asked)


@few
@given(address=public_addresses(), data=made_up.parameters)
def test_nothing_that_a_resident_posts_ends_in_an_error(desk, address, data):
    ask(Client(raise_request_exception=False), "post", address, data)


@some
@given(lookup=made_up.lookups(), value=made_up.values, asked=made_up.parameters)
def test_no_filter_of_a_list_ends_in_an_error(desk, lookup, value, asked):
    model, name = lookup
    meta = model._meta
    address = reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist")
    ask(desk, "get", address, {**asked, name: value})


DESK = sorted(
    name for name in set(names()) if name.startswith("admin:") and not name.endswith("logout")
)


@st.composite
def desk_addresses(draw):
    name = draw(st.sampled_from(DESK))
    for arguments in ([], [1], [1, 1], ["x"], [1, "x"]):
        try:
            return reverse(name, args=arguments)
        except NoReverseMatch:
            continue
    return reverse("admin:index")


@some
@given(address=desk_addresses(), asked=made_up.parameters)
def test_no_page_of_the_desk_ends_in_an_error(desk, address, asked):
    ask(desk, "get", address, asked)


@st.composite
def forms(draw):
    """A form of the desk, and made-up values for some of its fields."""
    model = draw(st.sampled_from(sorted(admin.site._registry, key=str)))
    fields = [field.name for field in model._meta.fields]
    inner = [f"{name}_{n}" for name in fields for n in (0, 1)]
    sets = ["bylines", "photos", "corrections", "pages"]
    management = [f"{name}-{what}" for name in sets for what in ("TOTAL_FORMS", "INITIAL_FORMS")]
    rows = [f"{name}-0-{field}" for name in sets for field in ("id", "reporter", "image", "sent")]
    every = st.sampled_from(fields + inner + management + rows + ["_save", "action", "select"])
    data = draw(st.dictionaries(every, made_up.values, max_size=12))
    return model._meta, data


@some
@given(form=forms(), key=st.sampled_from([None, 1, "x"]))
def test_no_form_of_the_desk_ends_in_an_error(desk, form, key):
    meta, data = form
    name = f"admin:{meta.app_label}_{meta.model_name}_{'add' if key is None else 'change'}"
    address = reverse(name, args=[] if key is None else [key])
    undone(lambda: ask(desk, "post", address, data))


@some
@given(address=desk_addresses(), data=made_up.parameters)
def test_nothing_that_is_posted_to_a_page_of_the_desk_ends_in_an_error(desk, address, data):
    undone(lambda: ask(desk, "post", address, data))


@few
@given(lines=st.lists(made_up.archive_lines(), min_size=1, max_size=6))
def test_each_line_of_an_archive_comes_in_or_is_named(desk, lines):
    def load():
        tried("files")
        text = BytesIO("\n".join(lines).encode("utf-8", "replace"))
        *_, outcome = archive.load(archive.read_lines(text), publish=True)
        return outcome

    outcome = undone(load)

    assert outcome.created + outcome.known + len(outcome.bad) == len(lines)


#: What a command is given: bytes that mean nothing, and beginnings of what it knows.
BEGINNINGS = (
    b"", b"PK\x03\x04", b"%PDF-1.7\n", b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"\x1f\x8b",
    b"RIFF\0\0\0\0WEBP", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf1",
    b"<?xml version='1.0'?>", b"From: a\r\nSubject: =?utf-8?b?", b'{"id": ',
    b"<html>", b"\xef\xbb\xbf", "江边的路\n■ 通讯员 费知夏\n".encode(), b"age-encryption.org/",
)  # fmt: skip
COMMANDS = {
    "import_archive": [],
    "import_page": ["--dry-run", "--json"],
    "import_word": ["--dry-run", "--json"],
    "clean_html": ["--json"],
    "photo": ["--json"],
    "proofread": ["--json"],
    "similar": ["--json"],
    "verify_issue": [],
    "restore": ["--check"],
}
#: One that is read by another program takes a second.
SLOW = {"import_word": 8}
ENDINGS = (
    "", ".docx", ".eml", ".zip", ".html", ".pdf", ".txt", ".jsonl", ".xml", ".jpg", ".doc", ".xlsx",
)  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
def test_no_file_ends_a_command_in_an_error(desk, command, tmp_path):
    @settings(few, max_examples=SLOW.get(command, 25) * TIMES)
    @given(
        begin=st.sampled_from(BEGINNINGS),
        rest=st.binary(max_size=200) | made_up.values.map(str.encode),
        end=st.sampled_from(ENDINGS),
    )
    def run(begin, rest, end):
        path, said = tmp_path / f"file{end}", StringIO()
        path.write_bytes(begin + rest)
        tried("files")
        with suppress(CommandError, SystemExit):
            options = {"stdout": said, "stderr": said}
            undone(lambda: call_command(command, str(path), *COMMANDS[command], **options))

    run()
