"""What a reader may mean while still typing: names and headlines, as JSON for `suggest.js`."""

from django.http import JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from articles.models import Article
from articles.search import QueryRefused, find_best, parse_query
from articles.site import named
from articles.text.fold import settled

MOST, NAMES_OF_A_KIND = 8, 2


@require_safe
@cache_control(max_age=60)
def suggest(request):
    try:
        query = parse_query(request.GET.get("q", ""))
    except QueryRefused:
        query = None
    found = [] if query is None or query.is_empty else _found(query)
    response = JsonResponse({"suggestions": found}, json_dumps_params={"ensure_ascii": False})
    response["X-Robots-Tag"] = "noindex"
    return response


def _found(query):
    names = [
        {"kind": each.kind, "text": each.name, "url": each.url}
        for each in named.called(query, each=NAMES_OF_A_KIND, counted=False)
    ]
    return names + [
        {"kind": "报道", "text": str(article), "url": article.get_absolute_url()}
        for article in _headlines(query)[: MOST - len(names)]
    ]


def _headlines(query):
    """Of the best matches those whose headline says it all."""
    ids = find_best(query)
    rows = Article.objects.public().only("headline").in_bulk(ids)
    return [rows[pk] for pk in ids if pk in rows and _says(rows[pk], query)]


def _says(article, query):
    headline = settled("".join(article.headline_lines))
    return all(word in headline for word in query.words)
