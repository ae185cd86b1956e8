"""A revision that is signed off for an hour of its own: residents read the old text until then."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from articles import roles, versions
from articles.models import Article, Correction, Generation, Notice, Status
from articles.pagecache import InTime
from articles.review import colleagues, record, revising, rights, timed
from articles.review.steps import STEPS, StepRefused
from articles.review.taking import take
from articles.tests import make
from articles.tests.caching import Readers
from articles.tests.reviewing import edit

pytestmark = pytest.mark.django_db

SECRET = "QX7"
CALLED_OFF = "原稿已撤下，定时替换取消。"


def in_hours(number):
    return timezone.now() + timedelta(hours=number)


def published(**fields):
    return make.sent(Status.APPROVED, headline="旧题", body="<p>旧文。</p>", **fields)


def reviewed(live):
    """A revision of the article that waits for its last review."""
    copy = take(STEPS["revise"], live, by=make.member(roles.EDITOR))
    copy = edit(copy, headline=f"{SECRET}新题", body=f"<p>{SECRET}新文。</p>")
    copy = take(STEPS["submit"], copy, by=make.member(roles.EDITOR))
    copy = take(STEPS["first-pass"], copy, by=make.member(roles.EDITOR))
    copy = take(STEPS["second-pass"], copy, by=make.member(roles.DESK))
    colleagues.proof(copy, by=make.member(roles.STAFF), revision=copy.revision)
    return copy


def signed(live, hour=None, chief=None):
    hour, chief = hour or in_hours(2), chief or make.member(roles.CHIEF)
    return take(STEPS["final-pass"], reviewed(live), by=chief, publish_at=hour)


def come(copy):
    """Its hour has come."""
    Article.objects.filter(pk=copy.pk).update(publish_at=in_hours(-0.01))


def last_lines(copy, number):
    lines = record.all_steps(copy).filter(copy=copy.pk)
    found = [(each.step, each.source, each.target, each.by_name) for each in lines]
    return found[-number:]


def now(article):
    return Article.objects.get(pk=article.pk)


def test_readers_get_the_new_text_at_its_hour_and_nothing_of_it_before(client):
    live = published(
        publish_at=in_hours(-30), campaigns=[make.campaign()], reporters=[make.reporter()], photos=1
    )
    chief, since = make.member(roles.CHIEF), live.publish_at
    pages = [
        live.get_absolute_url(), reverse("print", args=[live.pk]), reverse("front"),
        reverse("feed"), reverse("feed-json"), live.campaigns.get().get_absolute_url(),
        live.bylines.get().reporter.get_absolute_url(), f"{reverse('search')}?q={SECRET}",
    ]  # fmt: skip
    readers = Readers()

    copy = reviewed(live)
    new = make.photo(copy, number=2)
    versions.keep(copy, by=None)
    Article.objects.filter(pk=copy.pk).update(status=Status.SUBMITTED)
    copy = take(STEPS["urgent"], now(copy), by=chief, opinion="急。", publish_at=in_hours(2))

    assert (copy.status, copy.revises) == (Status.TIMED, live)
    shown = [page for page in pages if "新题" in readers.get(page).text]
    assert shown == []
    assert "旧文" in readers.get(pages[0]).text
    assert readers.get(copy.get_absolute_url()).status == 404
    assert client.get(new.url).status_code == 404
    call_command("verify")  # what residents have is what was signed

    come(copy)
    readers.seconds += 2
    shown = [page for page in pages if "新题" in readers.get(page).text]
    assert shown == pages
    assert client.get(new.url).status_code == 200
    live.refresh_from_db()
    assert (live.headline, live.publish_at) == (f"{SECRET}新题", since)
    assert not Article.objects.filter(pk=copy.pk).exists()
    assert record.signed_digests([live])[live.pk] == versions.digest_of(live)
    name = roles.name_of(chief)
    assert last_lines(copy, 2) == [
        ("urgent", "submitted", "timed", name), ("take-over", "timed", "approved", name),
    ]  # fmt: skip
    call_command("verify")


def test_a_request_that_no_page_from_memory_answers_finds_it_taken_over():
    live, asked = published(), []
    come(signed(live))

    def app(environ, start_response):
        asked.append(now(live).headline)
        return []

    server = InTime(app, clock=iter([10.0, 10.5, 11.5]).__next__)
    server({"PATH_INFO": "/static/site.css"}, None)
    server({"PATH_INFO": "/admin/"}, None)
    come(signed(live))
    Article.objects.filter(pk=live.pk).update(headline="旧题")
    server({"PATH_INFO": "/admin/"}, None)

    assert asked == ["旧题", f"{SECRET}新题", f"{SECRET}新题"]


def test_a_request_goes_on_where_nobody_can_ask_what_is_due(monkeypatch):
    def fail():
        raise DatabaseError("gone")

    monkeypatch.setattr("articles.pagecache.in_time.take_over_due", fail)

    assert InTime(lambda environ, start: [b"page"])({"PATH_INFO": "/"}, None) == [b"page"]


def test_it_is_taken_over_once_however_often_it_is_asked_for():
    live = published()
    copy = signed(live)
    assert timed.take_over_due() == 0
    come(copy)

    assert [timed.take_over_due(), timed.take_over_due()] == [1, 0]
    assert timed._take_over(copy.pk, live.pk) is False
    assert [each[0] for each in last_lines(copy, 9)].count("take-over") == 1
    assert now(live).versions.count() == 2


def test_the_state_of_what_is_public_changes_when_the_hour_comes():
    copy = signed(published())
    before = Generation.objects.state()
    come(copy)

    assert before.due_at is None
    assert Generation.objects.state()._replace(due_at=None) == before
    assert Generation.objects.state() != before


def test_an_hour_that_is_past_replaces_at_once_and_one_on_the_copy_counts(at):
    at(timezone.now().replace(second=30))  # the hour that has passed is of this minute
    live = published()
    assert signed(live, in_hours(-0.001)).pk == live.pk
    copy = reviewed(live)
    Article.objects.filter(pk=copy.pk).update(publish_at=in_hours(3))

    copy = take(STEPS["final-pass"], now(copy), by=make.member(roles.CHIEF))

    assert copy.status == Status.TIMED


def test_another_chief_changes_the_hour_and_a_stale_button_is_refused():
    live = published()
    copy, later = signed(live), in_hours(9)
    chief = make.member(roles.CHIEF)
    seen = copy.revision

    moved = take(STEPS["reschedule"], copy, by=chief, revision=seen, publish_at=later)

    assert (moved.status, moved.publish_at) == (Status.TIMED, later)
    assert last_lines(copy, 1) == [("reschedule", "timed", "timed", roles.name_of(chief))]
    with pytest.raises(StepRefused, match="又改过"):
        take(
            STEPS["reschedule"], copy, by=make.member(roles.CHIEF), revision=seen, publish_at=later
        )
    with pytest.raises(StepRefused, match=r"比现在.*还早"):
        take(STEPS["reschedule"], moved, by=chief, publish_at=in_hours(-5))
    with pytest.raises(StepRefused, match="不能终审签发"):
        take(STEPS["final-pass"], moved, by=chief, publish_at=later)
    come(copy)
    timed.take_over_due()
    assert now(live).headline == f"{SECRET}新题"
    with pytest.raises(StepRefused, match="已经不在了"):
        take(STEPS["return"], moved, by=chief, opinion="晚了。")


def test_a_chief_calls_it_off_and_the_revision_is_a_draft_that_is_reviewed_anew():
    live, chief = published(), make.member(roles.CHIEF)
    copy = signed(live)

    back = take(STEPS["return"], copy, by=chief, opinion="还要核实。")

    assert (back.status, back.publish_at) == (Status.DRAFT, None)
    come_too_late = in_hours(-1)
    Article.objects.filter(pk=copy.pk).update(publish_at=come_too_late)
    assert timed.take_over_due() == 0
    assert now(live).headline == "旧题"
    call_command("verify")
    with pytest.raises(StepRefused, match="不能终审签发"):
        take(STEPS["final-pass"], now(copy), by=chief)


@pytest.mark.parametrize("role", [roles.CORRESPONDENT, roles.EDITOR, roles.DESK, roles.STAFF])
def test_nobody_else_calls_it_off_changes_its_hour_or_its_text(role):
    copy, by = signed(published()), make.member(role)

    assert [rule.name for rule in rights.steps_for(copy, by)] == []
    assert not rights.may_edit(copy, by)
    assert not rights.may_delete(copy, by)


def test_what_was_withdrawn_meanwhile_is_not_replaced_and_its_revision_is_a_draft():
    live = published()
    copy = signed(live)
    author = copy.created_by

    take(STEPS["withdraw"], now(live), by=make.member(roles.CHIEF), opinion="事实有误。")

    back = now(copy)
    assert (back.status, back.publish_at) == (Status.DRAFT, None)
    assert last_lines(copy, 1) == [("return", "timed", "draft", "系统")]
    told = Notice.objects.filter(to=author).order_by("-pk").values_list("text", flat=True)[0]
    assert CALLED_OFF in told
    come(back)
    assert timed.take_over_due() == 0
    assert not Article.objects.public().exists()


def test_a_text_that_changed_behind_the_sign_off_is_not_taken_over():
    live = published()
    copy = signed(live)
    Article.objects.filter(pk=copy.pk).update(body="<p>换过的。</p>")
    come(copy)

    assert timed.take_over_due() == 0
    assert (now(copy).status, now(live).body) == (Status.DRAFT, "<p>旧文。</p>")


def test_a_name_that_is_corrected_meanwhile_goes_with_both_texts():
    reporter, chief = make.reporter("方晓"), make.member(roles.CHIEF)
    live = published(reporters=[reporter])
    copy = signed(live)
    before = record.digests(Q(bylines__reporter=reporter))
    type(reporter).objects.filter(pk=reporter.pk).update(name="方小晓")
    assert record.record_rename(before, by=chief, said="改名") == 2
    call_command("verify")
    come(copy)

    assert timed.take_over_due() == 1
    assert str(now(live).bylines.get()).endswith("方小晓")
    call_command("verify")


def test_its_correction_comes_out_with_it_and_is_dated_by_that_day():
    live = published(reporters=[make.reporter()])
    copy = reviewed(live)
    long_ago = timezone.localdate() - timedelta(days=9)
    Correction.objects.create(article=copy, text="应为两万。", corrected_on=long_ago)
    chief = make.member(roles.CHIEF)
    Article.objects.filter(pk=copy.pk).update(status=Status.SUBMITTED)
    copy = take(STEPS["urgent"], now(copy), by=chief, opinion="急。", publish_at=in_hours(1))
    assert not Correction.objects.public().exists()
    come(copy)
    timed.take_over_due()

    (row,) = Correction.objects.public()
    assert (row.article, row.corrected_on) == (live, timezone.localdate())


def test_another_revision_is_refused_while_one_waits_and_the_refusal_says_what_to_do():
    live = published()
    signed(live)

    with pytest.raises(StepRefused) as refused:
        take(STEPS["revise"], live, by=make.member(roles.EDITOR))

    assert str(refused.value) == (
        "这篇稿件已有一份修订稿已签发、定时替换，不能修订。请等它替换以后再改，或由总编先把它退改。"
    )


def test_an_article_that_is_not_in_force_takes_no_revision_for_later():
    live = published()
    copy = reviewed(live)
    take(STEPS["withdraw"], now(live), by=make.member(roles.CHIEF), opinion="事实有误。")

    with pytest.raises(StepRefused, match="原稿现为“已撤稿”"):
        take(STEPS["final-pass"], copy, by=make.member(roles.CHIEF), publish_at=in_hours(2))
    assert now(copy).status == Status.SECOND_PASSED


def test_only_a_revision_with_an_hour_waits_for_one():
    for fields in ({"revises": None}, {"publish_at": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            make.article(status=Status.TIMED, **fields)


def test_one_that_fails_keeps_no_other_from_its_hour(monkeypatch):
    first, second = signed(published()), signed(published())
    come(first), come(second)
    put = revising.put_in_place

    def fail_once(copy, *args, **more):
        if copy.pk == first.pk:
            raise DatabaseError("full")
        put(copy, *args, **more)

    monkeypatch.setattr(timed, "put_in_place", fail_once)

    assert timed.take_over_due() == 1
    assert now(first).status == Status.TIMED
    assert not Article.objects.filter(pk=second.pk).exists()
