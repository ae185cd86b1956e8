"""What residents read. No view makes more queries for a longer list."""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from django.db.models import Case, Count, IntegerField, QuerySet, When
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles.context_processors import site_of
from articles.models import (
    Article,
    Byline,
    Campaign,
    Campaigned,
    Place,
    Placed,
    Reporter,
    Section,
    Subject,
    midnight,
)
from articles.models.named import NamedQuerySet
from articles.models.section import SectionQuerySet
from articles.models.subject import SubjectQuerySet
from articles.site.campaigns import arrange_campaigns, pick_figures
from articles.site.front_page import collect_front, find_streets
from articles.site.kept import keep_read
from articles.site.paging import SIZE
from articles.site.places import arrange_places, draw_map_around
from articles.site.reading import STREET
from articles.site.rhythm import find_month_top, group_weeks, last_year, lay_calendar, tell
from articles.site.story import story
from articles.site.tallies import newest, tallies
from articles.text.characters import remove_controls
from articles.text.months import BadMonth, Month
from articles.views.gone import show_gone
from articles.views.leaves import open_leaf
from articles.views.states import keep_parts

Show = Callable[[HttpRequest, Any], HttpResponse]
View = Callable[[HttpRequest, str], HttpResponse]
Addressed = NamedQuerySet | SectionQuerySet | SubjectQuerySet
Read = Callable[[], dict[str, Any]]
#: So many names stand on one page of the reporters.
NAMES = 500


@require_safe
@keep_parts
def front(request: HttpRequest) -> HttpResponse:
    street = _find_chosen_street(request)
    read = partial(collect_front, site_of(request), street)
    context = keep_read(request, ("front", street and street.pk), read, weight=60)
    return render(request, "articles/front.html", context)


def _find_chosen_street(request: HttpRequest) -> Place | None:
    """The street that this reader chose, if there is one of this name."""
    slug = request.COOKIES.get(STREET, "")[:200]
    if not slug:
        return None
    return keep_read(request, "streets", find_streets, weight=30).get(slug)


@require_safe
@keep_parts
def article(request: HttpRequest, pk: int) -> HttpResponse:
    context = keep_read(request, ("article", pk), partial(_find_story, pk), weight=8)
    if context is None:
        return show_gone(request, pk)
    return render(request, "articles/article.html", context)


def _find_story(pk: int) -> dict[str, Any] | None:
    row = Article.objects.public().with_parts().filter(pk=pk).first()
    return story(row) if row else None


@require_safe
@never_cache
def preview(request: HttpRequest, token: str) -> HttpResponse:
    row = Article.objects.from_preview(token).with_parts().first()
    if row is None:
        response = render(request, "articles/no_preview.html", status=404)
    else:
        for photo in row.photos.all():
            photo.preview_token = token
        context = story(row) | {"preview": True, "token": token}
        response = render(request, "articles/article.html", context)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _tell(
    request: HttpRequest, appearances: QuerySet, lead: int | None, counted: QuerySet | None = None
) -> dict[str, Any]:
    """A leaf of a list, newest first or, if `?order=oldest` asks for it, from its beginning.

    `counted` are the appearances where an article may have several, which is cheaper to ask.
    """
    oldest_first = request.GET.get("order") == "oldest"
    leaf = open_leaf(request, appearances, oldest_first=oldest_first)
    counted = appearances if counted is None else counted
    told = tell(leaf, counted, lead=lead, oldest_first=oldest_first)
    return {"leaf": leaf, "rhythm": told, "oldest_first": oldest_first}


def _keep_leaf(request: HttpRequest, page: tuple[Any, ...], read: Read) -> dict[str, Any]:
    """What a leaf of a list shows, kept by what its address asks for."""
    asked = (request.GET.get(name, "") for name in ("order", "before", "after"))
    return keep_read(request, (*page, *asked), read, weight=SIZE + 10)


def _at_its_address(rows: Callable[[], Addressed]) -> Callable[[Show], View]:
    """Show the row that has this slug; at a former address of its, lead to the present one."""

    def decorate(show: Show) -> View:
        @require_safe
        @keep_parts
        @wraps(show)
        def view(request: HttpRequest, slug: str) -> HttpResponse:
            row = keep_read(request, (show.__name__, slug), lambda: _find_named(rows(), slug))
            return show(request, row) if row.slug == slug else redirect(row, permanent=True)

        return view

    return decorate


def _find_named(rows: Addressed, slug: str) -> Any:
    if (row := rows.at_address(slug)) is None:
        raise Http404
    return row


@require_safe
@keep_parts
def campaigns(request: HttpRequest) -> HttpResponse:
    context = keep_read(request, "campaigns", arrange_campaigns, weight=60)
    return render(request, "articles/campaigns.html", context)


@_at_its_address(Campaign.objects.with_public_articles)
def campaign(request: HttpRequest, row: Campaign) -> HttpResponse:
    def read() -> dict[str, Any]:
        appearances = Campaigned.objects.current().filter(tag=row)
        return {
            "campaign": row,
            **_tell(request, appearances, row.lead_id),
            "tallies": tallies(newest(appearances)),
            "picked": pick_figures(row),
        }

    context = _keep_leaf(request, ("campaign", row.pk), read)
    return render(request, "articles/campaign.html", context)


@require_safe
@keep_parts
def sections(request: HttpRequest) -> HttpResponse:
    """The standing sections 栏目 with public articles, in the editors' order."""

    def read() -> dict[str, Any]:
        return {"sections": list(Section.objects.with_public_articles().with_latest())}

    return render(request, "articles/sections.html", keep_read(request, "sections", read, 30))


@_at_its_address(Section.objects.with_public_articles)
def section(request: HttpRequest, row: Section) -> HttpResponse:
    def read() -> dict[str, Any]:
        articles = Article.objects.public().current().filter(section=row)
        return {
            "section": row,
            **_tell(request, articles, row.lead_id),
            "tallies": tallies(newest(articles)),
        }

    context = _keep_leaf(request, ("section", row.pk), read)
    return render(request, "articles/section.html", context)


@_at_its_address(Subject.objects.with_public_articles)
def subject(request: HttpRequest, row: Subject) -> HttpResponse:
    """Whom or what texts tell of 名录, with the articles in which an editor confirmed it."""

    def read() -> dict[str, Any]:
        told = row.mentions.filter(confirmed=True)
        articles = Article.objects.public().current().filter(pk__in=told.values("article"))
        return {
            "subject": row,
            **_tell(request, articles, None),
            "tallies": tallies(newest(articles)),
        }

    context = _keep_leaf(request, ("subject", row.pk), read)
    return render(request, "articles/subject.html", context)


@require_safe
@keep_parts
def reporters(request: HttpRequest) -> HttpResponse:
    start = remove_controls(request.GET.get("start", "")[:120]).text
    rows = Reporter.objects.with_public_articles().select_related("unit")
    rows = list(rows.filter(pinyin__gte=start)[: NAMES + 1])
    context = {
        "reporters": rows[:NAMES],
        "next": rows[NAMES] if len(rows) > NAMES else None,
        "start": start,
        "letters": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    }
    return render(request, "articles/reporters.html", context)


@_at_its_address(lambda: Reporter.objects.with_public_articles().select_related("unit"))
def reporter(request: HttpRequest, row: Reporter) -> HttpResponse:
    def read() -> dict[str, Any]:
        signed = Byline.objects.current().filter(reporter=row)
        appearances = signed.one_per_article()
        counted = tallies(newest(appearances), by_year=True)
        told = _tell(request, appearances, row.lead_id, signed)
        return {
            "reporter": row,
            **told,
            "tallies": counted,
            "figures": counted.figures,
            "years": counted.bars,
            "months": last_year(told["rhythm"].counts),
        }

    context = _keep_leaf(request, ("reporter", row.pk), read)
    return render(request, "articles/reporter.html", context)


@require_safe
@keep_parts
def places(request: HttpRequest) -> HttpResponse:
    if wanted := request.GET.get("place"):
        return redirect(_find_named(Place.objects.all(), wanted))
    read = partial(arrange_places, site_of(request))
    context = dict(keep_read(request, "places", read, weight=60))
    context["choices"] = [street for street, _ in context["streets"]]
    chosen = request.COOKIES.get(STREET)
    context["street"] = next((each for each in context["choices"] if each.slug == chosen), None)
    return render(request, "articles/places.html", context)


@_at_its_address(lambda: Place.objects.select_related("within").prefetch_related("parts"))
def place(request: HttpRequest, row: Place) -> HttpResponse:
    def read() -> dict[str, Any]:
        appearances = Placed.objects.current().filter(place=row)
        return {
            "place": row,
            **_tell(request, appearances, row.lead_id),
            "tallies": tallies(newest(appearances)),
            "map": draw_map_around(site_of(request), row),
        }

    context = _keep_leaf(request, ("place", row.pk), read)
    mine = request.COOKIES.get(STREET) == row.slug
    return render(request, "articles/place.html", context | {"mine": mine})


@require_safe
@keep_parts
def archive(request: HttpRequest) -> HttpResponse:
    """The months of one year, counted; the newest year unless another is asked for."""
    rows = Article.objects.public()
    first, last = rows.order_by("publish_at").first(), rows.newest_first().first()
    if last is None:
        return render(request, "articles/archive.html", {"months": []})
    newest_year, oldest_year = (timezone.localtime(a.publish_at).year for a in (last, first))
    years = range(newest_year, oldest_year - 1, -1)
    year = request.GET.get("year", str(newest_year))
    if year not in map(str, years):
        raise Http404("这一年没有报道。")
    year = int(year)
    months = list(Month(year, 1).to(Month(year, 12)))
    found = Article.objects.public_within(months[0].first, months[-1].next.first)
    # One comparison for most of a year's articles, not two for each month.
    later = [When(publish_at__gte=midnight(m.first), then=m.number) for m in reversed(months)]
    rows = found.order_by().values(at=Case(*later, output_field=IntegerField()))
    counts = dict(rows.annotate(pieces=Count("pk")).values_list("at", "pieces"))
    context = {
        "years": years,
        "year": year,
        "months": [(month, counts.get(month.number, 0)) for month in months],
    }
    return render(request, "articles/archive.html", context)


@require_safe
@keep_parts
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    try:
        asked = Month.known(year, month)
    except BadMonth as why:
        raise Http404(str(why)) from why
    context = _keep_leaf(request, ("month", asked.slug), partial(_collect_month, request, asked))
    return render(request, "articles/month.html", context)


def _collect_month(request: HttpRequest, asked: Month) -> dict[str, Any]:
    first, end = asked.span
    within = Article.objects.public_within
    leaf = open_leaf(request, within(first, end))
    top = find_month_top(asked) if leaf.first and leaf.articles else None
    calendar = lay_calendar(asked, top)
    return {
        "month": asked,
        "leaf": leaf,
        "top": top,
        "weeks": group_weeks([a for a in leaf.articles if a != top], asked),
        "days": calendar,
        "total": sum(day.pieces for day in calendar if day),
        "previous": within(None, first).newest_first().first(),
        "next": within(end, None).order_by("publish_at", "pk").first(),
    }
