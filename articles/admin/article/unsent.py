"""What was typed beside an article and could not be done: kept once for the page that says why."""

_KEPT = "desk-typed"
_TYPED = ("_step", "opinion", "passage", "note", "text", "publish_at")


def keep_typed(request, article) -> None:
    """What was typed beside a refused step; the page that says so shows it again."""
    request.session[_KEPT] = {"article": article.pk, **_posted(request)}


def typed(request, article) -> dict:
    """What `keep_typed` kept for this article, once; or what comes back with a form's errors."""
    if request.method == "POST":
        return {name.lstrip("_"): text for name, text in _posted(request).items()}
    kept = request.session.get(_KEPT) or {}
    if kept.get("article") != article.pk:
        return {}
    del request.session[_KEPT]
    return {name.lstrip("_"): text for name, text in kept.items()}


def _posted(request) -> dict:
    return {name: request.POST[name][:2000] for name in _TYPED if request.POST.get(name)}
