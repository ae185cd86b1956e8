"""Templates, the day of the event, and the hour before which nothing may come out."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles import roles, versions
from articles.desk.templates import ARTICLE_TEMPLATES
from articles.models import Article, Status
from articles.proofing import proofread
from articles.proofing.galley import Galley, Particulars, Passage
from articles.review import record, taking
from articles.review.steps import STEPS, StepRefused
from articles.tests import make
from articles.tests.clients import ADD, client_of, form, url
from articles.tests.html import text_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ARTICLE_TEMPLATES)
def test_a_template_begins_a_form_and_is_not_sent_in_unfilled(name):
    writer = make.member(roles.CORRESPONDENT)
    client = client_of(writer)
    begun = client.get(f"{ADD}?template={name}").context["adminform"].form.initial
    template = ARTICLE_TEMPLATES[name]
    assert (begun["genre"], begun["body"]) == (template.genre, template.body)

    client.post(ADD, form(**template.initial))
    article = Article.objects.get()
    assert (article.headline, article.genre) == (template.headline, template.genre)
    with pytest.raises(StepRefused, match="处必改"):
        taking.take(STEPS["submit"], article, by=writer)


def test_the_new_form_offers_the_four_and_a_strange_one_begins_empty():
    client = client_of(make.member(roles.CORRESPONDENT))
    page = client.get(ADD).content.decode()

    assert [f"?template={name}" in page for name in ARTICLE_TEMPLATES] == [True] * 4
    assert [each.label for each in ARTICLE_TEMPLATES.values()] == ["会议", "图片", "通讯", "通知"]
    strange = client.get(f"{ADD}?template=nothing").context["adminform"].form.initial
    assert "body" not in strange


@pytest.mark.parametrize(
    ("genre", "days", "told"),
    [
        ("news", 7, False), ("news", 8, True), ("photo", 40, True), ("feature", 30, False),
        ("feature", 31, True), ("notice", 400, False), ("news", -3, False),
    ],
)  # fmt: skip
def test_what_comes_out_long_after_its_event_is_hinted_at(genre, days, told):
    day = date(2026, 11, 29)
    has = Particulars(genre=genre, event_on=day - timedelta(days=days))
    galley = Galley([Passage("headline", "步道通了")], day, has)

    found = [each for each in proofread(galley) if each.rule == "stale_event"]

    assert [each.severity for each in found] == ["info"] * told
    assert all(f"已过{days}天" in each.message for each in found)


def test_the_day_is_typed_kept_in_versions_and_no_signature():
    article = make.article()
    before = versions.digest_of(article)
    client = client_of(make.member(roles.EDITOR))

    client.post(url("change", article), form(article, event_on="2026-10-03"))

    article.refresh_from_db()
    assert (article.event_on, versions.digest_of(article)) == (date(2026, 10, 3), before)
    kept = versions.content_at(article.versions.first())
    assert kept.fact("event_on") == date(2026, 10, 3)
    assert "事情发生在2026年10月3日" in text_of(client.get(url("review", article)))
    assert "登出来已过" in text_of(client.get(url("review", article)))


LATER = timezone.make_aware(datetime(2031, 1, 1, 8))


def test_an_embargo_holds_against_now_every_earlier_hour_and_urgency():
    article = make.sent(Status.SECOND_PASSED, embargo_until=LATER, reporters=[make.reporter()])
    chief = make.member(roles.CHIEF)
    tries = [("final-pass", None), ("final-pass", LATER - timedelta(minutes=1)), ("urgent", None)]
    for step, hour in tries:
        with pytest.raises(StepRefused, match="不早于2031年1月1日8:00"):
            taking.take(STEPS[step], article, by=chief, opinion="急。", publish_at=hour)

    make.proofed(article)
    signed = taking.take(STEPS["final-pass"], article, by=chief, publish_at=LATER)
    with pytest.raises(StepRefused, match="不早于"):
        taking.take(STEPS["reschedule"], signed, by=chief, publish_at=LATER - timedelta(days=1))
    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.filter(pk=article.pk).update(publish_at=LATER - timedelta(days=1))


def test_a_revision_under_embargo_does_not_replace_what_is_public():
    live = make.sent(Status.APPROVED)
    copy = taking.take(STEPS["revise"], live, by=make.member(roles.EDITOR))
    Article.objects.filter(pk=copy.pk).update(embargo_until=LATER, headline="禁发的新题")
    copy.refresh_from_db()
    record.record_change(copy, by=None)

    with pytest.raises(StepRefused, match="不早于"):
        make.sign(copy)

    live.refresh_from_db()
    assert live.headline != "禁发的新题"


def test_the_form_says_when_hour_and_embargo_do_not_fit():
    article = make.article()
    client = client_of(make.member(roles.DESK))
    typed = {"embargo_until_0": "2031-01-01", "embargo_until_1": "08:00",
             "publish_at_0": "2030-12-31", "publish_at_1": "08:00"}  # fmt: skip

    refused = client.post(url("change", article), form(article, **typed))

    assert "发布比“不得早于”的时间还早" in refused.content.decode()
    client.post(url("change", article), form(article, **typed | {"publish_at_0": "2031-01-02"}))
    article.refresh_from_db()
    assert article.embargo_until == LATER
    assert "不得早于2031年1月1日8:00" in text_of(client.get(url("review", article)))
    with pytest.raises(ValidationError):
        Article(headline="x", status="approved", publish_at=timezone.now(),
                embargo_until=LATER).full_clean()  # fmt: skip


def test_two_who_change_days_at_once_are_shown_both():
    article = make.article()
    client = client_of(make.member(roles.EDITOR))
    page = client.get(url("change", article)).context["adminform"].form
    Article.objects.filter(pk=article.pk).update(embargo_until=LATER, revision=2)
    carried = {"opened": page.initial["opened"], "version": 0, "revision": 1}

    answer = client.post(url("change", article), form(article, event_on="2026-10-03", **carried))

    assert answer.status_code == 409
    labels = [place.label for place in answer.context["sides"]["places"] if not place.folded]
    assert {"事情发生在", "不得早于"} <= set(labels)


# One short piece after the other


def test_another_begins_like_the_one_that_was_saved_without_its_words_names_and_places():
    client, tomorrow = client_of(make.editor()), timezone.now() + timedelta(days=1)
    campaign, section = make.campaign("民生实事"), make.section("要闻")
    before = make.article(
        kicker="引题", headline="江边步道通车", source="区教育局", genre="notice", weight=1, page=3,
        section=section, event_on=date(2026, 10, 9), publish_at=tomorrow, campaigns=[campaign],
        places=[make.place()], reporters=[make.reporter()],
    )  # fmt: skip

    page = client.get(f"{ADD}?like={before.pk}")

    begun = page.context["adminform"].form.initial
    alike = ("genre", "weight", "page", "section", "event_on", "publish_at", "campaigns")
    assert {name: begun[name] for name in alike} == {
        "genre": "notice", "weight": 1, "page": 3, "section": section,
        "event_on": date(2026, 10, 9), "publish_at": tomorrow, "campaigns": [campaign.pk],
    }  # fmt: skip
    assert not begun.keys() & {"kicker", "headline", "body", "source", "places", "ends_at"}
    assert page.context["inline_admin_formsets"][0].formset.forms[0].initial == {}
    assert "照刚存的“江边步道通车”先填好了" in text_of(page)


def test_an_hour_of_publication_that_is_past_begins_no_other():
    hour = timezone.now() - timedelta(hours=1)
    before = make.article(publish_at=hour, due_at=hour)

    page = client_of(make.editor()).get(f"{ADD}?like={before.pk}")

    assert not page.context["adminform"].form.initial.keys() & {"publish_at", "due_at"}


@pytest.mark.parametrize("like", ["", "0", "999999", "９", "x" * 400])
def test_an_article_that_is_not_there_begins_nothing(like):
    page = client_of(make.editor()).get(ADD, {"like": like})

    assert (page.status_code, page.context["before"]) == (200, None)
    assert "先填好了" not in text_of(page)


def test_nobody_learns_of_an_article_that_they_may_not_see():
    secret = make.article(headline="别人的草稿", campaigns=[make.campaign("不公开")])

    page = client_of(make.member(roles.CORRESPONDENT)).get(f"{ADD}?like={secret.pk}")

    assert page.context["before"] is None
    assert "campaigns" not in page.context["adminform"].form.initial


@pytest.mark.parametrize("stored", [False, True], ids=["new", "stored"])
def test_the_button_saves_and_leads_on_to_another(stored):
    editor = make.editor()
    article = make.article(created_by=editor, headline="第一条") if stored else None
    address = url("change", article) if stored else ADD
    answer = client_of(editor).post(
        address, form(article, headline="第一条短讯", body="<p>通了。</p>") | {"_addanother": "1"}
    )

    saved = Article.objects.get()
    assert (saved.headline, answer.url) == ("第一条短讯", f"{ADD}?like={saved.pk}")


def test_what_is_refused_stays_on_its_page():
    answer = client_of(make.editor()).post(
        ADD, form(headline="题" * 3000, body="<p>通了。</p>") | {"_addanother": "1"}
    )

    assert (answer.status_code, Article.objects.count()) == (200, 0)
    assert "还没有保存" in answer.text
