"""Every role at every door of the desk: own and others' articles, in every status, by requests.

What each role may do is written out in rights.py. Whatever has no row there is expected to be
refused, and an address of the admin that no row covers fails.
"""

from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles import roles, versions
from articles.imports import pages
from articles.models import (
    Article,
    Correction,
    Issue,
    Pin,
    PointRule,
    SiteSettings,
    Status,
)
from articles.review import colleagues
from articles.review.steps import STEPS
from articles.tests import make, rights
from articles.tests.addresses import names
from articles.tests.clients import form
from articles.tests.rights import ALL, ARTICLE, NO_ROLE, NOBODY, PEOPLE, may

pytestmark = [pytest.mark.django_db, pytest.mark.once]

#: The admin's addresses of one article, each with the acts that test_each_role… asks of it.
ARTICLE_URLS = {
    "articles_article_change": {"看", "改"},
    "articles_article_history": {"看"},
    "articles_article_review": {"看"},
    "articles_article_versions": {"看"},
    "articles_article_sheet": {"看"},
    "articles_article_open": {"看"},
    "articles_article_delete": {"删"},
    "articles_article_restore": {"恢复旧版"},
    "articles_article_step": set(STEPS),
    "articles_article_proof": {"校对"},
    "articles_article_comment": {"批注"},
    "articles_article_settle": {"了结批注"},
    "articles_article_hand": {"接手"},
    "articles_article_remind": {"提醒"},
}

CORRESPONDENT, EDITOR, DESK = roles.CORRESPONDENT, roles.EDITOR, roles.DESK
CHIEF, STAFF, ADMINISTRATOR = roles.CHIEF, roles.STAFF, roles.ADMINISTRATOR
EDITORS = {EDITOR, DESK, CHIEF}
WRITERS = EDITORS | {CORRESPONDENT}
ANY_STAFF = set(PEOPLE) - {NOBODY}
NAMES = EDITORS | {ADMINISTRATOR}
DELETERS = {DESK, CHIEF, ADMINISTRATOR}
NONE: set[str] = set()

#: All other addresses of the admin: name, arguments, who gets an answer other than a refusal.
OTHER_URLS = [
    ("index", [], ANY_STAFF),
    ("backstage", [], ANY_STAFF),
    ("jsi18n", [], ANY_STAFF),
    ("password_change", [], ANY_STAFF),
    ("password_change_done", [], ANY_STAFF),
    ("articles_article_changelist", [], WRITERS | {STAFF}),
    ("articles_article_add", [], WRITERS),
    ("articles_importedpage_changelist", [], EDITORS),
    ("articles_importedpage_add", [], EDITORS),
    ("articles_importedpage_change", ["imported"], EDITORS),
    ("articles_importedpage_history", ["imported"], EDITORS),
    ("articles_importedpage_delete", ["imported"], NONE),
    ("articles_importedpage_act", ["imported"], EDITORS),
    ("articles_importedpage_create", ["imported"], EDITORS),
    ("articles_importedpage_facts", ["imported"], EDITORS),
    ("articles_sitesettings_add", [], NONE),
    ("articles_sitesettings_change", ["site"], {ADMINISTRATOR}),
    ("articles_sitesettings_history", ["site"], {ADMINISTRATOR}),
    ("articles_sitesettings_delete", ["site"], NONE),
    ("articles_step_changelist", [], EDITORS | {STAFF, ADMINISTRATOR}),
    ("articles_step_month", [], EDITORS | {STAFF, ADMINISTRATOR}),
    ("articles_step_add", [], NONE),
    ("articles_step_change", ["step"], EDITORS | {STAFF}),
    ("articles_step_history", ["step"], EDITORS | {STAFF}),
    ("articles_step_delete", ["step"], NONE),
    ("articles_correction_changelist", [], EDITORS | {STAFF}),
    ("articles_correction_add", [], NONE),
    ("articles_correction_change", ["correction"], EDITORS | {STAFF}),
    ("articles_correction_history", ["correction"], EDITORS | {STAFF}),
    ("articles_correction_delete", ["correction"], NONE),
    ("articles_pin_changelist", [], EDITORS | {STAFF}),
    ("articles_pin_add", [], EDITORS | {STAFF}),
    ("articles_pin_change", ["pin"], EDITORS | {STAFF}),
    ("articles_pin_history", ["pin"], EDITORS | {STAFF}),
    ("articles_pin_delete", ["pin"], EDITORS | {STAFF}),
    ("articles_issue_changelist", [], EDITORS | {STAFF}),
    ("articles_issue_add", [], {STAFF}),
    ("articles_issue_change", ["issue"], EDITORS | {STAFF}),
    ("articles_issue_history", ["issue"], EDITORS | {STAFF}),
    ("articles_issue_delete", ["issue"], NONE),
    ("articles_issue_board", ["issue"], EDITORS | {STAFF}),
    ("articles_issue_making", ["issue"], EDITORS | {STAFF}),
    ("articles_issue_file", ["issue", "file"], {CHIEF, STAFF}),
    ("articles_pointrule_changelist", [], {STAFF}),
    ("articles_pointrule_add", [], {STAFF}),
    ("articles_pointrule_change", ["rule"], {STAFF}),
    ("articles_pointrule_history", ["rule"], {STAFF}),
    ("articles_pointrule_delete", ["rule"], NONE),
    ("contributions", [], WRITERS | {STAFF}),  # one's own, for who may not see everybody's
    ("contributions_file", [], EDITORS | {STAFF}),
    ("contributions_record", [], EDITORS | {STAFF}),
    ("auth_user_changelist", [], {ADMINISTRATOR}),
    ("auth_user_add", [], {ADMINISTRATOR}),
    ("auth_user_change", ["user"], {ADMINISTRATOR}),
    ("auth_user_history", ["user"], {ADMINISTRATOR}),
    ("auth_user_delete", ["user"], NONE),
    ("auth_user_password_change", ["user"], {ADMINISTRATOR}),
    ("auth_group_changelist", [], {ADMINISTRATOR}),
    ("auth_group_add", [], NONE),
    ("auth_group_change", ["group"], {ADMINISTRATOR}),
    ("auth_group_history", ["group"], {ADMINISTRATOR}),
    ("auth_group_delete", ["group"], NONE),
]
for _noun in ("campaign", "place", "reporter", "unit"):
    OTHER_URLS += [
        (f"articles_{_noun}_changelist", [], NAMES | {STAFF}),
        (f"articles_{_noun}_add", [], NAMES),
        (f"articles_{_noun}_change", [_noun], NAMES | {STAFF}),
        (f"articles_{_noun}_history", [_noun], NAMES | {STAFF}),
        (f"articles_{_noun}_delete", [_noun], DELETERS),
    ]
#: What is only posted: the same, with what is sent.
ACTS = [
    ("articles_issue_start", [], {"month": "2026-05"}, {STAFF}),
    ("articles_issue_plan", ["issue"], {}, {STAFF}),
    ("articles_issue_move", ["issue"], {"article": 1, "page": 0, "revision": 1}, {STAFF}),
    ("articles_issue_seal", ["issue"], {}, {CHIEF, STAFF}),
    ("articles_issue_making", ["issue"], {}, {CHIEF, STAFF}),
    ("articles_issue_cancel", ["issue"], {}, {CHIEF, STAFF}),
    ("contributions_freeze", [], {"month": "2026-05"}, {STAFF}),
]
#: What the address of a page asks for besides.
QUERIES = {
    "articles_step_month": "month={month}",
    "contributions_file": "format=csv",
    "contributions_record": "reporter={reporter}",
}
#: Tested elsewhere, for they answer everybody alike or need a question: login and logout
#: (test_access), the settings' list that leads to the one row, the pickers (below), photos
#: on their way (article/test_sent.py), pasted words (article/test_paste.py).
ELSEWHERE = {
    "login", "logout", "view_on_site", "autocomplete", "app_list", "notices_read",
    "articles_sitesettings_changelist", "articles_article_send", "articles_article_sent",
    "articles_article_paste",
    "articles_article_original",
}  # fmt: skip


def person(role):
    if role == NOBODY:
        return None
    return make.user() if role == NO_ROLE else make.member(role)


def sign_in(user):
    client = Client()
    if user:
        client.force_login(user)
    return client


def url(name, article):
    return reverse(f"admin:{name}", args=[article.pk])


class _Undone(Exception):  # noqa: N818
    """Ends a transaction of which nothing shall stay."""


def undone(act):
    """The answer of an act whose every trace is then rolled back."""
    found = []
    try:
        with transaction.atomic():
            found.append(act())
            raise _Undone
    except _Undone:
        return found[0]


def test_every_address_of_the_admin_has_a_row():
    covered = set(ARTICLE_URLS) | {row[0] for row in (*OTHER_URLS, *ACTS)} | ELSEWHERE

    assert {name.removeprefix("admin:") for name in names() if ":" in name} == covered
    assert set.union(*ARTICLE_URLS.values()) == set(ARTICLE)


def test_the_page_of_rights_says_what_is_tested():
    page = Path(settings.BASE_DIR) / "docs" / "rights.md"

    assert page.read_text(encoding="utf-8") == rights.page()


# One article


def articles_of(user, status):
    """(is it one's own, the article): one's own and another's, with a comment and a proof each."""
    for reviewer in (EDITOR, DESK, CHIEF):
        make.member(reviewer)  # whom one can remind
    for own in (True, False):
        writer = make.member(CORRESPONDENT)
        later = timezone.now() + timedelta(days=1)
        row = make.sent(status, created_by=writer, publish_at=later, photos=1)
        if status == Status.SECOND_PASSED:
            colleagues.proof(row, by=make.member(STAFF), revision=row.revision)
        if status == Status.DRAFT:
            versions.keep(row, by=writer)
        colleagues.comment(row, by=writer, text="请看。")
        if own and user:
            Article.objects.filter(pk=row.pk).update(created_by=user)
        elif own:
            continue
        row.refresh_from_db()
        yield own, row


def rows_of(user):
    """An article of one's own and another's in every status, by these two; without a record."""
    others, tomorrow = make.member(CORRESPONDENT), timezone.now() + timedelta(days=1)
    return {
        (status, own): make.article(
            status=status, publish_at=tomorrow, created_by=user if own else others
        )
        for status in ALL
        for own in ((True, False) if user else (False,))
    }


#: Everything that an act can leave of an article; written as SQL, for it is asked 3,000 times.
_TRACES = """
SELECT status, revision, handler_id, publish_at, headline, body,
  (SELECT count(*) FROM articles_step),
  (SELECT count(*) FROM articles_proof),
  (SELECT count(*) FROM articles_comment),
  (SELECT count(*) FROM articles_comment WHERE settled_at IS NULL),
  (SELECT count(*) FROM articles_notice WHERE kind = 'remind'),
  (SELECT count(*) FROM articles_article),
  (SELECT count(*) FROM articles_byline WHERE article_id = %(pk)s),
  (SELECT count(*) FROM articles_photo WHERE article_id = %(pk)s),
  (SELECT count(*) FROM articles_photo WHERE article_id = %(pk)s AND caption = '改过'),
  (SELECT count(*) FROM articles_campaigned WHERE content_object_id = %(pk)s)
FROM articles_article WHERE id = %(pk)s
"""


def traces(article):
    """What is to be compared before and after an act; None: the article is gone."""
    with connection.cursor() as cursor:
        cursor.execute(_TRACES, {"pk": article.pk})
        return cursor.fetchone()


def acts(client, article):
    """Each act as a request: its name, and a function that makes the request."""
    revision = {"revision": article.revision}

    def post(name, **data):
        return lambda: client.post(url(name, article), data)

    later = (timezone.now() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    for name in STEPS:
        data = {"_step": name, "opinion": "照办。", "publish_at": later, **revision}
        yield name, post("articles_article_step", **data)
    yield "改", lambda: client.post(url("articles_article_change", article), changed(article))
    yield "删", post("articles_article_delete", post="yes")
    yield "校对", post("articles_article_proof", note="无", **revision)
    yield "批注", post("articles_article_comment", text="再核。")
    said = article.comments.first()
    yield "了结批注", post("articles_article_settle", comment=said.pk)
    yield "接手", post("articles_article_hand")
    yield "提醒", post("articles_article_remind")


def changed(article):
    """The form with another headline, photo, byline and tag."""
    photo = article.photos.get()
    return form(
        article,
        headline="改过的题",
        photos=[{"id": photo.pk, "number": 1, "caption": "改过", "credit": "鹿鸣", "alt": "改过"}],
        bylines=[{"role": "staff", "reporter": make.reporter().pk, "position": 1}],
        campaigns=[make.campaign().pk],
        initial=(0, 1),
    )


@pytest.mark.parametrize("status", ALL)
@pytest.mark.parametrize("role", PEOPLE)
def test_each_role_does_with_articles_what_its_rights_say_and_nothing_else(
    role, status, monkeypatch
):
    # Who may have a sheet is asked here; what is on it, in test_sheet.
    monkeypatch.setattr("articles.admin.article.sheet.make_pdf", lambda sheets: b"%PDF-")
    user = person(role)
    client = sign_in(user)
    articles = dict(articles_of(user, status))
    listed = _listed(client)
    for own, article in articles.items():
        before = traces(article)
        done = {act for act, request in acts(client, article) if traced(article, request) != before}
        if _puts_back(client, article):
            done.add("恢复旧版")
        if _reads(client, article, listed):
            done.add("看")

        assert done == {act for act in ARTICLE if may(act, role, status, own)}, own


def traced(article, request):
    """What a request leaves, before it is undone."""

    def act():
        response = request()
        assert response.status_code in (200, 302, 403, 404, 409)
        return traces(article)

    return undone(act)


def _listed(client):
    """The articles in one's list."""
    answer = client.get(reverse("admin:articles_article_changelist"))
    return list(answer.context["cl"].result_list) if answer.status_code == 200 else []


def _reads(client, article, listed):
    """Whether one gets at the article; all of its pages, its photo and its row alike."""
    reading = [name for name, does in ARTICLE_URLS.items() if "看" in does]

    def answer(name):
        ask = client.post if name == "articles_article_open" else client.get
        return ask(url(name, article)).status_code == 200

    answers = {name: undone(partial(answer, name)) for name in reading}
    if not article.is_public:
        answers["photo"] = client.get(article.photos.get().url).status_code == 200
    answers["list"] = article in listed
    assert len(set(answers.values())) == 1, answers
    return answers["list"]


def _puts_back(client, article):
    """Whether one can make the article say again what a version says."""

    def act():
        version = versions.keep(article, by=None)
        Article.objects.filter(pk=article.pk).update(headline="后来的题")
        versions.keep(article, by=None)
        row = Article.objects.get(pk=article.pk)
        data = {"number": version.number, "revision": row.revision}
        client.post(url("articles_article_restore", article), data)
        return Article.objects.get(pk=article.pk).headline != "后来的题"

    return undone(act)


@pytest.mark.parametrize("role", PEOPLE)
def test_acts_on_many_articles_go_as_far_as_acts_on_one(role):
    user = person(role)
    client = sign_in(user)
    campaign = make.campaign()
    found = rows_of(user)
    as_one = {"step-submit": "submit", "step-hold": "hold", "step-resume": "resume",
              "add_campaign": "改"}  # fmt: skip
    for action, act in as_one.items():
        data = {
            "action": action,
            "_selected_action": [a.pk for a in found.values()],
            "campaign": campaign.pk,
        }
        before = {key: _said(article) for key, article in found.items()}
        after = undone(
            lambda data=data: (
                client.post(reverse("admin:articles_article_changelist"), data),
                {key: _said(article) for key, article in found.items()},
            )[1]
        )
        touched = {key for key in found if after[key] != before[key]}
        allowed = {key for key in found if may(act, role, *key)}
        # adding tags to many is for those who handle copy
        assert touched == (set() if act == "改" and role == CORRESPONDENT else allowed), action

    data = {"action": "delete_selected", "post": "yes"}
    gone = {key for key in found if undone(partial(_deleted, client, data, found[key]))}
    assert gone == {key for key in found if may("删", role, *key)}


def _said(article):
    return Article.objects.values_list("status", "revision").get(pk=article.pk)


def _deleted(client, data, article):
    data = data | {"_selected_action": [article.pk]}
    client.post(reverse("admin:articles_article_changelist"), data)
    return not Article.objects.filter(pk=article.pk).exists()


# Everything else


@pytest.fixture
def things():
    public = make.sent(Status.APPROVED)
    correction = Correction.objects.create(
        article=public, text="应为三条。", corrected_on=timezone.localdate()
    )
    issue = Issue.objects.create(month=date(2026, 5, 1), whole_number=5, date=date(2026, 5, 31))
    file = issue.files.create(
        name="2026-05.jsonl", size=3, digest="0" * 64, file=ContentFile(b"{}\n", "x.jsonl")
    )
    return {
        "campaign": make.campaign().pk,
        "reporter": make.reporter().pk,
        "place": make.place().pk,
        "unit": make.unit().pk,
        "pin": Pin.objects.create(article=public).pk,
        "correction": correction.pk,
        "step": public.steps_taken.first().pk,
        "imported": pages.take_in("江边的路\n江边的路昨日通了。", by=None).pk,
        "site": SiteSettings.objects.current().pk,
        "group": Group.objects.get(name=EDITOR).pk,
        "user": make.user("旁人").pk,
        "issue": issue.pk,
        "file": file.name,
        "rule": PointRule.objects.create(counts="lead", points=9, valid_from=date(2026, 1, 1)).pk,
    }


@pytest.mark.parametrize("role", PEOPLE)
def test_each_role_opens_the_other_pages_that_it_may_and_no_others(things, role):
    client = sign_in(person(role))
    opened, expected = set(), set()
    for name, arguments, who in OTHER_URLS:
        address = reverse(f"admin:{name}", args=[things[each] for each in arguments])
        query = QUERIES.get(name, "").format(month=f"{timezone.localtime():%Y-%m}", **things)
        address += f"?{query}" if query else ""
        code = undone(lambda address=address: client.get(address)).status_code
        # the acts of an imported page send whoever comes by GET back to the page
        if code == 200 or (code == 302 and "importedpage_" in name and _is_act(name)
                           and role != NOBODY):  # fmt: skip
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


def _is_act(name):
    return name.rpartition("_")[2] in ("act", "create", "facts")


@pytest.mark.parametrize("role", PEOPLE)
def test_a_picker_offers_no_article_that_one_may_not_see(role):
    user = person(role)
    client = sign_in(user)
    rows = rows_of(user)
    found = client.get(
        reverse("admin:autocomplete"),
        {"app_label": "articles", "model_name": "pin", "field_name": "article", "term": ""},
    )
    offered = set()
    if found.status_code == 200:
        offered = {each["id"] for each in found.json()["results"]}

    seen = {str(article.pk) for key, article in rows.items() if may("看", role, *key)}
    assert offered == seen


def test_an_administrator_makes_nobody_a_superuser():
    client, other = sign_in(make.member(ADMINISTRATOR)), make.user("旁人")
    change = reverse("admin:auth_user_change", args=[other.pk])
    data = {
        "username": "旁人",
        "is_active": "on",
        "is_staff": "on",
        "is_superuser": "on",
        "groups": [Group.objects.get(name=CHIEF).pk],
        "date_joined_0": "2026-11-24",
        "date_joined_1": "08:00:00",
    }

    client.post(change, data)

    other.refresh_from_db()
    assert (other.is_superuser, [g.name for g in other.groups.all()]) == (False, [CHIEF])
    assert other.user_permissions.count() == 0
    assert LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(other), object_id=str(other.pk)
    ).exists()
