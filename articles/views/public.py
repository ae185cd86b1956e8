"""What residents read. Every view asks the same number of queries however long its list is."""

from datetime import date

from django.core.signing import BadSignature
from django.db.models import Count, F, Q, Subquery, Sum, prefetch_related_objects
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles.context_processors import site
from articles.models import (
    Article,
    Byline,
    Campaign,
    Campaigned,
    Issue,
    Page,
    Pin,
    Place,
    Placed,
    Reporter,
    Weight,
    card_parts,
    period,
)
from articles.site.front_page import POOL, make_up
from articles.site.paging import leaf
from articles.site.story import story
from articles.site.tallies import newest, tallies

#: So many names stand on one page of the reporters.
NAMES = 500


@require_safe
def front(request):
    public = Article.objects.public().light()
    pinned = (
        public.filter(pins__in=Pin.objects.in_force())
        .annotate(slot=F("pins__slot"))
        .order_by("pins__slot", "pins__position", "-pins__pk")
    )
    pinned, pool = list(pinned), list(public.newest_first()[:POOL])
    prefetch_related_objects(pinned + pool, *card_parts())
    context = {
        "page": make_up(pinned, pool),
        "newest": pool[0] if pool else None,
        "campaigns": Campaign.objects.running().with_public_articles().with_latest()[:8],
        "streets": Place.objects.filter(kind=Place.Kind.STREET),
        "sheets": _latest_issue(),
    }
    return render(request, "articles/front.html", context)


def _latest_issue():
    """The pages of the latest issue that residents may read."""
    latest = Issue.objects.public().order_by("-month").values("pk")[:1]
    rows = Page.objects.filter(issue=Subquery(latest)).select_related("issue")
    return rows.defer("issue__manifest", "zones")


@require_safe
def article(request, pk):
    row = Article.objects.public().with_parts().filter(pk=pk).first()
    if row is None:
        taken_down = get_object_or_404(Article.objects.taken_down(), pk=pk)
        return render(request, "articles/gone.html", {"article": taken_down}, status=410)
    return render(request, "articles/article.html", story(row, site(request)["site"]().name))


@require_safe
@never_cache
def preview(request, token):
    try:
        row = Article.objects.from_preview(token).with_parts().first()
    except BadSignature:
        row = None
    if row is None:
        response = render(request, "articles/no_preview.html", status=404)
    else:
        for photo in row.photos.all():
            photo.preview_token = token
        context = story(row, site(request)["site"]().name) | {"preview": True}
        response = render(request, "articles/article.html", context)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


@require_safe
def campaigns(request):
    rows = Campaign.objects.with_public_articles().with_latest()
    today = timezone.localdate()
    ended = [row for row in rows if row.ends_on and row.ends_on < today]
    running = [row for row in rows if row not in ended]
    return render(request, "articles/campaigns.html", {"running": running, "ended": ended})


@require_safe
def campaign(request, slug):
    row = get_object_or_404(Campaign.objects.with_public_articles(), slug=slug)
    appearances = Campaigned.objects.public().filter(tag=row)
    context = {
        "campaign": row,
        "leaf": leaf(request, appearances),
        "tallies": tallies(newest(appearances)),
    }
    return render(request, "articles/campaign.html", context)


@require_safe
def reporters(request):
    start = request.GET.get("start", "")[:120].replace("\0", "")
    rows = Reporter.objects.with_public_articles().select_related("unit")
    rows = list(rows.filter(pinyin__gte=start)[: NAMES + 1])
    context = {
        "reporters": rows[:NAMES],
        "next": rows[NAMES] if len(rows) > NAMES else None,
        "start": start,
        "letters": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    }
    return render(request, "articles/reporters.html", context)


@require_safe
def reporter(request, slug):
    people = Reporter.objects.with_public_articles().select_related("unit")
    row = get_object_or_404(people, slug=slug)
    appearances = Byline.objects.public().filter(reporter=row).one_per_article()
    counted = newest(appearances)
    context = {
        "reporter": row,
        "leaf": leaf(request, appearances),
        "tallies": tallies(counted),
        "figures": _figures(counted),
        "years": _years(counted),
    }
    return render(request, "articles/reporter.html", context)


def _figures(articles):
    """This year's pieces, leads and characters among `articles`, in one query."""
    this_year = Q(publish_at__year=timezone.localdate().year)
    return Article.objects.filter(pk__in=articles).aggregate(
        this_year=Count("pk", filter=this_year),
        leads=Count("pk", filter=Q(weight=Weight.LEAD)),
        length=Sum("length", default=0),
    )


def _years(articles):
    """(year, pieces, length of its bar in hundredths), newest first."""
    rows = (
        Article.objects.filter(pk__in=articles)
        .values_list("publish_at__year")
        .annotate(pieces=Count("pk"))
        .order_by("-publish_at__year")
    )
    most = max((pieces for _, pieces in rows), default=1)
    return [(year, pieces, round(100 * pieces / most)) for year, pieces in rows]


@require_safe
def places(request):
    if wanted := request.GET.get("place"):
        return redirect(get_object_or_404(Place, slug=wanted.replace("\0", "")))
    rows = list(Place.objects.all())
    parts = {row.pk: [] for row in rows}
    for row in rows:
        parts.get(row.within_id, []).append(row)
    streets = [(row, parts[row.pk]) for row in rows if row.kind == Place.Kind.STREET]
    others = [row for row in rows if row.kind != Place.Kind.STREET and not row.within_id]
    return render(request, "articles/places.html", {"streets": streets, "others": others})


@require_safe
def place(request, slug):
    rows = Place.objects.select_related("within").prefetch_related("parts")
    row = get_object_or_404(rows, slug=slug)
    appearances = Placed.objects.public().filter(place=row)
    context = {
        "place": row,
        "leaf": leaf(request, appearances),
        "tallies": tallies(newest(appearances)),
    }
    return render(request, "articles/place.html", context)


@require_safe
def archive(request):
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
    months = [date(year, number, 1) for number in range(1, 13)]
    counts = rows.within(months[0], _next_month(months[-1])).aggregate(
        **{f"m{m.month}": Count("pk", filter=period(m, _next_month(m))) for m in months}
    )
    context = {
        "years": years,
        "year": year,
        "months": [(month, counts[f"m{month.month}"]) for month in months],
    }
    return render(request, "articles/archive.html", context)


@require_safe
def month(request, year, month):
    if not (1900 <= year <= 2200 and 1 <= month <= 12):
        raise Http404("没有这个月份。")
    first = date(year, month, 1)
    end = _next_month(first)
    public = Article.objects.public()
    context = {
        "month": first,
        "leaf": leaf(request, public.within(first, end)),
        "previous": public.within(None, first).newest_first().first(),
        "next": public.within(end, None).order_by("publish_at", "pk").first(),
    }
    return render(request, "articles/month.html", context)


def _next_month(first):
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)
