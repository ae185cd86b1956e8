"""The generation rises with every change of what residents may see, and with no other."""

import re
import threading

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import (
    Article,
    ArticleLink,
    Correction,
    FormerSlug,
    Generation,
    Matter,
    MatterEntry,
    Photo,
    PickedFigure,
    Pin,
    Proof,
    SiteSettings,
    Status,
    Unit,
)
from articles.models.generation import ALWAYS, BESIDE, drop_triggers, set_triggers
from articles.pagecache.addresses import MACHINES, PAGES
from articles.tests import make, paper
from articles.tests.caching import Readers

WATCHED = {Article, *ALWAYS, *BESIDE}
#: Read by kept pages beside those: rows of the search index, of which every page asks again whether
#: their articles are public, and what the database itself keeps.
ASKED_AGAIN = {"articles_searchdoc", "articles_piece"}


def number():
    return Generation.objects.state().generation


def furnish(article):
    """A row of every kind that stands beside an article or on a page of its own."""
    campaign, place, reporter = make.campaign(), make.place(), make.reporter(unit=make.unit())
    article.campaigns.add(campaign)
    article.places.add(place)
    make.byline(article, reporter)
    make.photo(article)
    Proof.objects.create(article=article, number=1, by_name="颜校")
    Pin.objects.create(article=article, slot="lead")
    Correction.objects.create(article=article, text="三盏应为五盏。", corrected_on="2026-11-29")
    matter = Matter.objects.create(name="码头")
    MatterEntry.objects.create(matter=matter, article=article)
    PickedFigure.objects.create(campaign=campaign, article=article)
    FormerSlug.objects.create(campaign=campaign, slug="old")
    section = make.section()
    Article.objects.filter(pk=article.pk).update(section=section)
    Article.objects.filter(pk=article.pk).carry_times()
    subject = make.subject()
    make.mention(article, subject)
    ArticleLink.objects.create(article=article, other=make.public())
    return {
        "campaign": campaign, "place": place, "reporter": reporter, "section": section,
        "subject": subject,
    }  # fmt: skip


@pytest.mark.django_db
def test_every_change_of_a_row_that_pages_show_raises_it():
    article = make.public()
    furnish(article)
    paper.issue([article])
    SiteSettings.objects.current()
    quiet = set()
    for model in WATCHED - {Proof}:
        rows = model._base_manager.all()
        field = next(
            f for f in model._meta.concrete_fields if not f.primary_key and not f.generated
        )
        before = number()
        assert rows.update(**{field.attname: F(field.attname)})
        if number() <= before:
            quiet.add(f"{model.__name__} is changed")
    for model in WATCHED - {Article, Proof}:
        before = number()
        with transaction.atomic():
            model._base_manager.all()._raw_delete(using="default")
            if number() <= before:
                quiet.add(f"{model.__name__} goes")
            transaction.set_rollback(True)

    assert quiet == set()


@pytest.mark.django_db
@pytest.mark.parametrize("status", [s for s in Status if s not in (Status.APPROVED, Status.TIMED)])
def test_what_stands_beside_an_article_that_is_not_public_leaves_it(status):
    article = make.article(status=status)
    make.campaign("别的"), make.place("别处"), make.reporter("别人")
    before = number()

    make.photo(article)
    Correction.objects.create(article=article, text="三盏。", corrected_on="2026-11-29")
    Pin.objects.create(article=article, slot="lead")
    Article.objects.filter(pk=article.pk).update(headline="换了")
    Photo.objects.update(caption="换了")
    Photo.objects.all().delete()
    assert number() == before

    changed = Article.objects.filter(pk=article.pk)
    changed.update(status=Status.APPROVED, publish_at="2026-11-29T00:00Z")
    approved = number()
    changed.update(status=Status.WITHDRAWN)
    assert before < approved < number()


@pytest.mark.django_db
def test_an_act_that_fails_leaves_it():
    before = number()

    with transaction.atomic():
        make.public()
        transaction.set_rollback(True)

    assert number() == before


@pytest.mark.django_db
def test_pages_that_are_kept_read_nothing_that_is_not_watched():
    article = make.public(headline="江边步道通了")
    make.public(headline="江边步道又通了")
    rows = furnish(article)
    issue = paper.issue([article])
    arguments = {
        "article": [article.pk], "print": [article.pk], "month": [2026, 11],
        "issue": [issue.slug], "issue_page": [issue.slug, 1], "sitemap-section": ["articles"],
    }  # fmt: skip
    for kind, row in rows.items():
        arguments |= {f"{kind}{end}": [row.slug] for end in ("", "-feed", "-feed-json")}
    readers, names = Readers(), [*PAGES, *MACHINES]
    with CaptureQueriesContext(
        connection,
    ) as queries:
        status = {
            name: readers.get(reverse(name, args=arguments.get(name, []))).status for name in names
        }
    for part in ("lists", "issues"):
        assert readers.get(reverse("sitemap-section", args=[part])).status == 200

    assert set(status.values()) == {200}
    assert len(readers.cache.store) == len(names) + 2
    asked = {table for each in queries for table in re.findall(r'"(\w+?)"(?=[ .])', each["sql"])}
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    own = {model._meta.db_table for model in WATCHED} | {Generation._meta.db_table}
    assert (asked & tables) - own - ASKED_AGAIN == set()


@pytest.mark.django_db
def test_the_triggers_are_all_there_again_after_they_were_taken_away():
    drop_triggers()
    set_triggers()
    before = number()

    Unit.objects.create(name="区城管局")

    assert number() > before


@pytest.mark.postgresql  # SQLite has one writer at a time
@pytest.mark.django_db(transaction=True)
def test_two_who_publish_at_once_wait_for_nobody_and_both_are_counted():
    before, seen, ended = number(), [], threading.Event()

    def publish():
        try:
            make.campaign("另一个")
            make.public(headline="另一篇")
            seen.append(number())
        finally:
            connection.close()
            ended.set()

    with transaction.atomic():
        make.campaign("这一个")
        make.public(headline="这一篇")
        other = threading.Thread(target=publish)
        other.start()
        assert ended.wait(20)
    other.join()

    assert before < seen[0] < number()
