"""Every role at the doors of the desk that are not about one article, by requests."""

from datetime import date

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from articles import posts
from articles.imports import deliveries, messages, pages
from articles.models import (
    Correction,
    Issue,
    Matter,
    OutsideUse,
    Pin,
    PlannedStory,
    PointRule,
    ReaderMessage,
    ReprintSource,
    SiteSettings,
    Status,
    Tenure,
    Term,
    YearTarget,
)
from articles.review import trashing
from articles.tests import make
from articles.tests.doors import (
    ACTS,
    ADMINISTRATOR,
    CHIEF,
    CORRESPONDENT,
    EDITOR,
    OTHER_URLS,
    QUERIES,
    person,
    sign_in,
    undone,
)
from articles.tests.rights import NOBODY, PEOPLE

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(scope="module")
def things(shared):
    public = make.sent(Status.APPROVED)
    correction = Correction.objects.create(
        article=public, text="应为三条。", corrected_on=timezone.localdate()
    )
    issue = Issue.objects.create(month=date(2026, 5, 1), whole_number=5, date=date(2026, 5, 31))
    file = issue.files.create(
        name="2026-05.jsonl", size=3, digest="0" * 64, file=ContentFile(b"{}\n", "x.jsonl")
    )
    delivered = deliveries.take_in(ContentFile(make.picture(), "江边.png"), by=None)
    deliveries.read_one.func(delivered.pk)
    return {
        "campaign": make.campaign().pk,
        "reporter": make.reporter().pk,
        "place": make.place().pk,
        "unit": make.unit().pk,
        "section": make.section().pk,
        "subject": make.subject().pk,
        "matter": Matter.objects.create(name="码头").pk,
        "outside_use": OutsideUse.objects.create(
            article=public, level="at_city", outlet="望江日报", used_on=date(2026, 5, 2)
        ).pk,
        "target": YearTarget.objects.create(year=2026, unit=make.unit(), pieces=12).pk,
        "planned": PlannedStory.objects.create(words="码头").pk,
        "tenure": Tenure.objects.create(person="陈望", post="望江区区长").pk,
        "source": ReprintSource.objects.create(name="望江日报").pk,
        "pin": Pin.objects.create(article=public).pk,
        "correction": correction.pk,
        "step": public.steps_taken.first().pk,
        "message": _tip().pk,
        "delivery": delivered.pk,
        "one": 1,
        "imported": pages.take_in("江边的路\n江边的路昨日通了。", by=None).pk,
        "trashed": _throw_away().pk,
        "site": SiteSettings.objects.current().pk,
        "group": Group.objects.get(name=EDITOR).pk,
        "user": make.user("旁人").pk,
        "post_request": posts.ask(
            Group.objects.get(name=CHIEF), account=make.user(), by=make.member(ADMINISTRATOR)
        ).pk,
        "issue": issue.pk,
        "file": file.name,
        "term": Term.objects.first().pk,
        "rule": PointRule.objects.create(counts="lead", points=9, valid_from=date(2026, 1, 1)).pk,
    }


def _throw_away():
    """A draft of somebody else's in the trash."""
    writer = make.member(CORRESPONDENT)
    return trashing.throw_away(make.article(created_by=writer), by=writer)


def _tip():
    """A reader's message with a picture."""
    file = ContentFile(make.picture(), "江边.png")
    return messages.take_in(ReaderMessage(kind="tip", words="江边有事。"), [file])


@pytest.mark.parametrize("role", PEOPLE)
def test_each_role_opens_the_other_pages_that_it_may_and_no_others(things, role):
    client = sign_in(person(role))
    opened, expected = set(), set()
    for name, arguments, who in OTHER_URLS:
        address = reverse(f"admin:{name}", args=[things[each] for each in arguments])
        query = QUERIES.get(name, "").format(month=f"{timezone.localtime():%Y-%m}", **things)
        address += f"?{query}" if query else ""
        code = undone(lambda address=address: client.get(address)).status_code
        # the acts of 来稿导入 send whoever comes by GET back to the page
        if code == 200 or (code == 302 and _is_act(name) and role != NOBODY):
            opened.add(name)
        if role in who:
            expected.add(name)

    assert opened == expected


@pytest.mark.parametrize("role", PEOPLE)
def test_each_role_plans_makes_seals_and_freezes_as_it_may_and_not_otherwise(things, role):
    client = sign_in(person(role))
    done = set()
    for name, arguments, data, _ in ACTS:
        address = reverse(f"admin:{name}", args=[things[each] for each in arguments])
        assert client.get(address).status_code in (200, 302, 403, 404, 405)
        code = undone(lambda address=address, data=data: client.post(address, data)).status_code
        assert code in (302, 403, 404), name
        if code == 302 and role != NOBODY:
            done.add(name)

    assert done == {name for name, _, _, who in ACTS if role in who}


#: The last words of pages that lead to others, when they are only looked at.
_LEADING_ON = ("act", "create", "facts", "file", "send", "drop", "again", "recognise")


def _is_act(name):
    if not name.startswith(("articles_importedpage_", "articles_delivery_")):
        return False
    return name.rpartition("_")[2] in _LEADING_ON
