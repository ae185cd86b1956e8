"""Keeps what was typed for an act that was refused until the next page has shown it again."""

_KEPT = "desk-typed"
_TYPED = (
    "_step", "opinion", "passage", "note", "text", "hour", "publish_at", "new", "why", "place",
    "reason", "suggestion", "answer",
)  # fmt: skip
#: More is no opinion, and would burden every request of the session.
_LONGEST = 20_000


def keep_typed(request, article) -> None:
    """Remember, in the session, what was typed for a refused step of the article."""
    request.session[_KEPT] = {"article": article.pk, **_posted(request)}


def take_typed(request, article) -> dict:
    """Take out what `keep_typed` remembered for this article, or what this POST has."""
    if request.method == "POST":
        return {name.lstrip("_"): text for name, text in _posted(request).items()}
    kept = request.session.get(_KEPT) or {}
    if kept.get("article") != article.pk:
        return {}
    del request.session[_KEPT]
    return {name.lstrip("_"): text for name, text in kept.items()}


def _posted(request) -> dict:
    return {name: request.POST[name][:_LONGEST] for name in _TYPED if request.POST.get(name)}
