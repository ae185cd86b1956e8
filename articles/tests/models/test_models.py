from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from articles.models import (
    Article,
    Byline,
    Campaigned,
    ImportedPage,
    Pin,
    Placed,
    Reporter,
    SiteSettings,
    Status,
)
from articles.tests import make

pytestmark = pytest.mark.django_db


def test_a_reader_sees_only_what_is_signed_off_and_due():
    shown = make.public()
    make.public(publish_at=timezone.now() + timedelta(hours=1))
    for status in set(Status) - {Status.APPROVED}:
        make.article(status=status, publish_at=timezone.now())

    assert list(Article.objects.public()) == [shown]
    assert [a for a in Article.objects.all() if a.is_public] == [shown]


def test_an_imported_page_without_a_name_is_called_by_its_hour_in_the_newsroom():
    page = ImportedPage(created_at=datetime(2026, 11, 24, 0, 55, tzinfo=UTC))

    assert str(page) == "2026年11月24日8:55导入"


def test_a_correspondent_sees_only_their_own_copy():
    writer = make.user("费知夏", "view_article", "change_article")
    own = make.article(created_by=writer)
    make.article(created_by=make.user())
    make.article()

    assert list(Article.objects.visible_to(writer)) == [own]
    assert Article.objects.visible_to(make.editor()).count() == 3


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "published"},
        {"status": Status.APPROVED, "publish_at": None},
        {"status": Status.APPROVED, "headline": ""},
        {"weight": 9},
        {"genre": "poem"},
        {"archive_id": ""},
    ],
)
def test_the_database_refuses_what_must_never_be(fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        make.article(**fields)


def test_the_body_is_clean_whatever_the_way_in():
    dirty, clean = "<p onclick=x>甲<script>1</script></p>", "<p>甲</p>"
    saved = make.article(body=dirty)
    (bulk,) = Article.objects.bulk_create([Article(headline="乙", body=dirty)])
    updated = make.article()
    Article.objects.filter(pk=updated.pk).update(body=dirty)

    rows = Article.objects.filter(pk__in=[saved.pk, bulk.pk, updated.pk])
    assert {row.body for row in rows} == {clean}
    assert [Article.objects.get(pk=pk).length for pk in (saved.pk, bulk.pk)] == [1, 1]


def test_campaigns_places_and_bylines_carry_the_time_of_publication():
    article = make.article(
        campaigns=[make.campaign()], places=[make.place()], reporters=[make.reporter()]
    )

    def times():
        return {
            row.publish_at for model in (Campaigned, Placed, Byline) for row in model.objects.all()
        }

    assert times() == {None}
    due = timezone.now() + timedelta(days=2)
    Article.objects.filter(pk=article.pk).update(status=Status.APPROVED, publish_at=due)
    Article.objects.filter(pk=article.pk).carry_times()
    assert times() == {due}
    Article.objects.filter(pk=article.pk).update(status=Status.WITHDRAWN)
    Article.objects.filter(pk=article.pk).carry_times()
    assert times() == {None}


def test_people_of_the_same_name_have_addresses_of_their_own():
    slugs = [make.reporter("费知夏").slug for _ in range(3)]

    assert slugs == ["fei-zhi-xia", "fei-zhi-xia-2", "fei-zhi-xia-3"]


@pytest.mark.parametrize("noun", ["campaign", "place", "reporter"])
def test_the_longest_name_has_room_for_its_pinyin_and_initials(noun):
    made = getattr(make, noun)
    field = type(made())._meta.get_field
    longest = field("name").max_length
    slow, quick = made("庄" * longest), made("阿", pinyin="a " * (field("pinyin").max_length // 2))

    for row in (slow, quick):
        row.full_clean()
        row.refresh_from_db()
    assert slow.pinyin == " ".join(["zhuang"] * longest)
    assert slow.initials == "z" * longest
    assert quick.initials == "a" * (field("pinyin").max_length // 2)


def test_pinyin_that_an_editor_typed_stays():
    row = make.reporter("张嫄苒", pinyin="zhang yuan rui")
    row.save()

    assert (row.pinyin, row.initials, row.slug) == ("zhang yuan rui", "zyr", "zhang-yuan-ran")
    assert Reporter.objects.get(initials="zyr") == row


def test_a_campaign_made_by_its_name_alone_has_an_address():
    article = make.article()
    article.campaigns.add("街里街坊")

    assert [(c.slug, c.initials) for c in article.campaigns.all()] == [("jie-li-jie-fang", "jljf")]


def test_a_campaign_cannot_end_before_it_begins():
    today = timezone.localdate()
    with pytest.raises(IntegrityError), transaction.atomic():
        make.campaign(starts_on=today, ends_on=today - timedelta(days=1))


def test_a_pin_ends_by_itself():
    now = timezone.now()
    stays = Pin.objects.create(article=make.public())
    Pin.objects.create(article=make.public(), until=now - timedelta(minutes=1))
    later = Pin.objects.create(article=make.public(), position=2, until=now + timedelta(minutes=1))

    assert list(Pin.objects.in_force()) == [stays, later]


def test_there_is_one_row_of_settings(settings):
    settings.SITE_NAME = "今日临江"
    assert SiteSettings.objects.current() == SiteSettings.objects.current()
    assert SiteSettings.objects.get().name == "今日临江"
    with pytest.raises(IntegrityError), transaction.atomic():
        SiteSettings.objects.create(pk=2, name="乙", masthead="乙")


def test_the_footers_services_are_read_in_groups():
    row = SiteSettings(services="热线\n便民：12345\n\n去处\n食堂：21家\n空着")

    assert row.service_groups == [
        ("热线", (("便民", "12345"),)),
        ("去处", (("食堂", "21家"), ("空着", ""))),
    ]
    assert SiteSettings().service_groups == []


def test_the_public_lists_are_ranges_of_their_indexes():
    campaign, place, reporter = make.campaign(), make.place(), make.reporter()
    make.public(campaigns=[campaign], places=[place], reporters=[reporter])
    if connection.vendor == "postgresql":  # a table of one row is read whole unless told otherwise
        with connection.cursor() as cursor:
            for way in ("seqscan", "sort", "bitmapscan", "hashjoin", "mergejoin"):
                cursor.execute(f"SET LOCAL enable_{way} = off")
    plans = {
        "article_public_newest": Article.objects.public().newest_first(),
        "campaigned_newest": campaign.campaigned.public().newest_first(),
        "placed_newest": place.placed.public().newest_first(),
        "byline_newest": reporter.bylines.public().newest_first(),
        "article_updated": Article.objects.order_by("-updated_at", "-id"),
    }
    for index, rows in plans.items():
        plan = rows[:20].explain()
        assert index in plan, plan
        assert "Sort" not in plan, plan
        assert "TEMP B-TREE" not in plan, plan
