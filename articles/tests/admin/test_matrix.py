"""Every role at every door of the desk: own and others' articles, in every status, by requests.

What each role may do is written out in rights.py. Whatever has no row there is expected to be
refused, and an address of the admin that no row covers fails.
"""

from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from articles import versions
from articles.models import (
    Article,
    SiteSettings,
    Status,
    Subject,
)
from articles.review import colleagues
from articles.review.steps import STEPS
from articles.tests import make, rights, sounds
from articles.tests.addresses import names
from articles.tests.clients import form
from articles.tests.doors import (
    ACTS,
    ARTICLE_URLS,
    CHIEF,
    CORRESPONDENT,
    DESK,
    EDITOR,
    ELSEWHERE,
    OTHER_URLS,
    STAFF,
    person,
    rows_of,
    sign_in,
    undone,
)
from articles.tests.rights import ALL, ARTICLE, PEOPLE, may

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def url(name, article):
    return reverse(f"admin:{name}", args=[article.pk])


def test_every_address_of_the_admin_has_a_row():
    covered = set(ARTICLE_URLS) | {row[0] for row in (*OTHER_URLS, *ACTS)} | ELSEWHERE

    assert {name.removeprefix("admin:") for name in names() if ":" in name} == covered
    assert set.union(*ARTICLE_URLS.values()) == set(ARTICLE)


def test_the_page_of_rights_says_what_is_tested():
    page = Path(settings.BASE_DIR) / "docs" / "rights.md"

    assert page.read_text(encoding="utf-8") == rights.page()


@pytest.fixture(scope="module")
def articles(shared):
    """By status, two articles each with a comment and a proof; whoever tries them has the first."""
    make.subject()
    for reviewer in (EDITOR, DESK, CHIEF):
        _CHIEFS[:] = [make.member(reviewer).pk]  # whom one can remind; the chief reviews all
    return {status: [_sent(status), _sent(status)] for status in ALL}


def _sent(status):
    writer, later = make.member(CORRESPONDENT), timezone.now() + timedelta(days=1)
    names = [make.reporter()]
    row = make.sent(
        status, created_by=writer, publish_at=later, photos=1, reporters=names,
        attachments=make.attached("表决票.pdf"), clips=sounds.clips("渡船"),
    )  # fmt: skip
    if status == Status.APPROVED:
        rolled = {"entries": make.entries("水退了"), "rolls_until": later}
        Article.objects.filter(pk=row.pk).update(**rolled)
    if status == Status.SECOND_PASSED:
        colleagues.proof(row, by=make.member(STAFF), revision=row.revision)
    if status == Status.DRAFT:
        versions.keep(row, by=writer)
    colleagues.comment(row, by=writer, text="请看。")
    row.suggestions.create(by=writer, old="昨日", new="昨天")
    return row.pk


_CHIEFS: list[int] = []


def own_and_others(user, pair):
    """(is it one's own, the article) of two; who isn't signed in has none."""
    if user:
        Article.objects.filter(pk=pair[0]).update(created_by=user)
        yield True, Article.objects.get(pk=pair[0])
    yield False, Article.objects.get(pk=pair[1])


#: Everything that an act can leave of an article; written as SQL, for it is asked 3,000 times.
_TRACES = """
SELECT status, revision, handler_id, publish_at, headline, body, attachments, clips,
  entries, rolls_until,
  (SELECT count(*) FROM articles_step),
  (SELECT count(*) FROM articles_proof),
  (SELECT count(*) FROM articles_comment),
  (SELECT count(*) FROM articles_suggestion),
  (SELECT count(*) FROM articles_referral),
  (SELECT count(*) FROM articles_subjectmention),
  (SELECT count(*) FROM articles_suggestion WHERE outcome = ''),
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

    def post(name, /, **data):
        return lambda: client.post(url(name, article), data)

    later = (timezone.now() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    for name in STEPS:
        data = {"_step": name, "opinion": "照办。", "publish_at": later, **revision}
        yield name, post("articles_article_step", **data)
    yield "改", lambda: client.post(url("articles_article_change", article), changed(article))
    address = article.attached[0].address
    names = {"file": address, f"name-{address}": "改过"}
    yield "改附件", post("articles_article_attachments", **names)
    subject = Subject.objects.get().pk
    links = {"subjects": "1", "subject": subject, f"subject-{subject}": "yes"}
    yield "连相关稿件、定文中的人和单位", post("articles_article_links", **links)
    clip = article.sounds[0].address
    yield "改音视频", post("articles_article_clips", clip=clip, **{f"caption-{clip}": "改过"})
    yield "滚动", post("articles_article_rolling", act="roll", hours=48)
    yield "撤下条目", post("articles_article_rolling", act="down", entry=1, reason="写错了。")
    yield "删", post("articles_article_delete", post="yes")
    yield "校对", post("articles_article_proof", note="无", **revision)
    yield "批注", post("articles_article_comment", text="再核。")
    said = article.comments.first()
    yield "了结批注", post("articles_article_settle", comment=said.pk)
    yield "建议改动", post("articles_article_suggest", passage="步道", new="栈道")
    made = article.suggestions.first()
    yield "定改动建议", post("articles_article_decide", suggestion=made.pk, answer="照旧。")
    yield "接手", post("articles_article_hand")
    yield "提醒", post("articles_article_remind")
    yield "送阅", post("articles_article_refer", name="路远山", post="分管领导")
    yield "交给同事", post("articles_article_assign", to=_CHIEFS[0])


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


# One article


@pytest.mark.parametrize("status", ALL)
@pytest.mark.parametrize("role", PEOPLE)
def test_each_role_does_with_articles_what_its_rights_say_and_nothing_else(
    articles, role, status, monkeypatch
):
    _check_each_act(articles, person(role), role, status, monkeypatch)


@pytest.mark.parametrize("status", ALL)
@pytest.mark.parametrize(
    ("role", "elsewhere"), [(EDITOR, False), (EDITOR, True), (DESK, False), (CHIEF, False)]
)
def test_where_the_work_is_divided_it_binds_editors_in_other_sections_and_nobody_else(
    articles, role, elsewhere, status, monkeypatch
):
    user, colleague = person(role), make.member(EDITOR)
    SiteSettings.objects.update(divides_work=True)
    section = make.section()
    section.editors.add(colleague, *([] if elsewhere else [user]))
    pairs = Article.objects.filter(pk__in=articles[status])
    if status == Status.TIMED:  # a revision is for the editors of what it revises
        pairs = Article.objects.filter(working_copy__in=pairs)
    pairs.update(section=section)

    _check_each_act(articles, user, role, status, monkeypatch, elsewhere=elsewhere)


def _check_each_act(articles, user, role, status, monkeypatch, *, elsewhere=False):
    # Who may have a sheet is asked here; what is on it, in test_sheet.
    monkeypatch.setattr("articles.exports.office.issuing.make_pdf", lambda sheets: b"%PDF-")
    client = sign_in(user)
    mine_and_others = list(own_and_others(user, articles[status]))
    listed = _listed(client)
    for own, article in mine_and_others:
        before = traces(article)
        done = {act for act, request in acts(client, article) if traced(article, request) != before}
        if _puts_back(client, article):
            done.add("恢复旧版")
        if _reads(client, article, listed):
            done.add("看")

        allowed = {act for act in ARTICLE if may(act, role, status, own, elsewhere=elsewhere)}
        assert done == allowed, own


def traced(article, request):
    """What a request leaves, before it is undone."""

    def act():
        response = request()
        assert response.status_code in (200, 302, 400, 403, 404, 409)
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
        file = reverse("attachment", args=[article.pk, article.attached[0].address])
        answers["file"] = client.get(file).status_code == 200
        clip = reverse("clip", args=[article.pk, article.sounds[0].address])
        answers["clip"] = client.get(clip).status_code == 200
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
