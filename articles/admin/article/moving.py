"""Another section or other streets for a text, as its form asks for them."""

from __future__ import annotations

from typing import Any

from articles.review import duties


def check_move(form: Any) -> str:
    """The section and streets where the text stands, if this save changes them; else "".

    Where that would choose the reviewer, the field is refused, and what was typed stays.
    """
    article, chosen = form.instance, form.cleaned_data
    if article.pk is None:
        return ""
    section, places = chosen.get("section", article.section), chosen.get("places")
    moved = [
        name
        for name, differs in (
            ("section", section != article.section),
            ("places", places is not None and set(places) != set(article.places.all())),
        )
        if differs
    ]
    if not moved:
        return ""
    stood_at = duties.say_place(article)
    if why := duties.why_not_move(article, form.by):
        form.add_error(moved[0], why)
    return stood_at
