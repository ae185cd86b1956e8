"""The walk of a headline, as docs/architecture.md tells it: which functions, in which order."""

import re
import sys
import tomllib
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from articles import roles
from articles.models import Article, Generation, Issue
from articles.tests import make
from articles.tests.clients import ADD, client_of, form, url

pytestmark = [pytest.mark.django_db, pytest.mark.once]

ROOT = Path(settings.BASE_DIR)
ROOMS = ROOT / "articles"
#: What may call back: from whom, whom.
BACK = {
    ("site", "views"),
    ("site", "templatetags"),
    ("templatetags", "context_processors"),
    ("background", "making"),
}


def told():
    """Each stage of the walk with its functions, as `review/taking.py:take`."""
    papers = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    walk = papers.partition("## The walk of a headline")[2].partition("\n## ")[0]
    stages = re.findall(r"^\d+\. \*\*(.+?)\.\*\*(.+?)(?=^\d+\. |\n\n)", walk, re.M | re.S)
    return {name: re.findall(r"`([\w/]+\.py:\w+)`", text) for name, text in stages}


def floors():
    """The floor of each room, from the top."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    layers = contracts["contracts"][0]["layers"]
    return {room.strip(): n for n, layer in enumerate(layers) for room in layer.split("|")}


class Walk:
    """What is called of ours: the functions in order, and which room called which."""

    def __init__(self):
        self.calls, self.steps = {}, set()

    def __call__(self, frame, event, _):
        called = _file(frame) if event == "call" else None
        if called is None:
            return
        self._calls.setdefault(f"{called}:{frame.f_code.co_name}")
        caller = frame.f_back
        while caller and not _file(caller):
            caller = caller.f_back
        if caller:
            self.steps.add((_room(_file(caller)), _room(called)))

    def stage(self, name, act):
        self._calls = self.calls[name] = {}
        sys.setprofile(self)
        try:
            return act()
        finally:
            sys.setprofile(None)


def _file(frame):
    path = Path(frame.f_code.co_filename)
    if not path.is_relative_to(ROOMS) or path.is_relative_to(ROOMS / "tests"):
        return None
    return path.relative_to(ROOMS).as_posix()


def _room(file):
    return file.partition("/")[0].removesuffix(".py")


def take(article, name, role):
    article.refresh_from_db()
    client, data = client_of(make.member(role)), {"revision": article.revision}
    if name == "proof":
        return client.post(url("proof", article), data)
    return client.post(url("step", article), data | {"_step": name})


@pytest.fixture
def walk(client, django_capture_on_commit_callbacks):
    Generation.objects.state()  # its question is written by the first who asks, then remembered
    walk, staff = Walk(), client_of(make.member(roles.STAFF))
    writer = client_of(make.member(roles.CORRESPONDENT))
    text = form(headline="步道昨日通了\n两岸一路走到头", body="<p>江边的步道。</p>")
    walk.stage("Saved", lambda: writer.post(ADD, text))
    article = Article.objects.get()
    writer.post(
        url("step", article), {"_step": "submit", "revision": article.revision, "unsigned": "1"}
    )
    take(article, "first-pass", roles.EDITOR)
    take(article, "second-pass", roles.DESK)
    take(article, "proof", roles.STAFF)
    walk.stage("Signed off", lambda: take(article, "final-pass", roles.CHIEF))
    search = {"q": "步道"}
    walk.stage("Read", lambda: client.get(article.get_absolute_url()))
    walk.stage("On the front page", lambda: client.get(reverse("front")))
    walk.stage("In the feed", lambda: client.get(reverse("feed")))
    walk.stage("Found", lambda: client.get(reverse("search"), search))
    article.refresh_from_db()
    month = {"month": f"{timezone.localtime(article.publish_at):%Y-%m}"}
    walk.stage("Planned", lambda: staff.post(reverse("admin:articles_issue_start"), month))
    issue = Issue.objects.get()

    def print_issue():
        with django_capture_on_commit_callbacks(execute=True):
            staff.post(reverse("admin:articles_issue_making", args=[issue.pk]), {"formats": "pdf"})

    walk.stage("Printed", print_issue)
    return walk


def test_a_headline_goes_from_the_form_to_its_readers_as_the_papers_say_and_down_only(walk):
    found = {name: [each for each in walk.calls[name] if each in of] for name, of in told().items()}
    assert found == told()
    assert list(found) == list(walk.calls)

    floor = floors()
    steps = {(a, b) for a, b in walk.steps if a != b and {a, b} <= floor.keys()}
    assert {(a, b) for a, b in steps if floor[b] <= floor[a]} == BACK
