"""What residents may read: the addresses of its pages, and moments past."""

from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Genre, Pin, SiteSettings, Slot, Status, Weight
from articles.tests import make, paper, sounds


def days_ago(number):
    return timezone.now() - timedelta(days=number)


def public_pages(**rows):
    """The address of every public page about these rows, and of those about none."""
    names = [
        "front",
        "campaigns",
        "sections",
        "reporters",
        "places",
        "archive",
        "issues",
        "issue_verify",
    ]
    names += ["search", "feed", "sitemap"]
    today = timezone.localdate()
    return [
        *map(reverse, names),
        reverse("month", args=[today.year, today.month]),
        reverse("search") + "?q=江边",
        *(row.get_absolute_url() for row in rows.values()),
    ]


def full_bulletin(number):
    """Rows about which every public page has `number` articles to show."""
    rows = {
        "campaign": make.campaign(introduction="开栏。"),
        "place": make.place(),
        "reporter": make.reporter(),
        "section": make.section(),
        "subject": make.subject(about="摆了三十一年茶摊"),
    }
    for at in range(number):
        article = make.public(
            publish_at=timezone.now() - timedelta(minutes=at),
            weight=Weight.values[at % 4],
            genre=Genre.PHOTO if at % 7 == 3 else Genre.NEWS,
            campaigns=[rows["campaign"], make.campaign()],
            places=[rows["place"], make.place()],
            reporters=[rows["reporter"], make.reporter()],
            photos=1 if at < 8 else 0,
            section=rows["section"],
        )
        make.mention(article, rows["subject"])
        article.corrections.create(text="更正。", corrected_on=date(2026, 11, 1))
        rows.setdefault("article", article)
    clips = sounds.clips("渡船", transcript="汽笛两声。")
    rolled = {
        "clips": clips,
        "entries": make.entries("巡堤", "水退了"),
        "rolls_until": timezone.now(),
    }
    Article.objects.filter(pk=rows["article"].pk).update(**rolled)
    rows["issue"] = paper.issue(list(Article.objects.newest_first()), [], [])
    Pin.objects.create(article=rows["article"], slot=Slot.LEAD)
    SiteSettings.objects.current()
    return rows


def hidden_articles(**fields):
    """One in every way of not being public, each of which could leak."""
    tomorrow = timezone.now() + timedelta(days=1)
    story = make.article(status=Status.WITHDRAWN)
    return [
        *(make.article(status=s, **fields) for s in Status if s not in ("approved", "withdrawn")),
        make.article(status=Status.WITHDRAWN, publish_at=timezone.now(), **fields),
        make.article(status=Status.WITHDRAWN, publish_at=tomorrow, **fields),
        make.public(publish_at=tomorrow, **fields),
        make.article(status=Status.SECOND_PASSED, entry_of=story, **fields),
    ]


def published_rows():
    """An article with a campaign, a reporter and a place, which are about nothing else."""
    campaign, reporter, place = (
        make.campaign("亮灯进巷"),
        make.reporter("闻人月"),
        make.place("澄河"),
    )
    article = make.public(
        headline="二十三条老巷换新灯　近三万居民夜路明",
        summary="新灯五百零二盏。",
        campaigns=[campaign],
        reporters=[reporter],
        places=[place],
        publish_at=datetime(2026, 10, 22, 10, 30, tzinfo=timezone.get_current_timezone()),
    )
    return {"article": article, "campaign": campaign, "reporter": reporter, "place": place}
