"""All streets and places, as residents leaf through them."""

from __future__ import annotations

from articles.models import Place


def arrange_places() -> dict:
    """`streets` with the places in each, and `others` that are in none; one query."""
    rows = list(Place.objects.all())
    parts: dict[int, list[Place]] = {row.pk: [] for row in rows}
    for row in rows:
        parts.get(row.within_id, []).append(row)
    streets = [(row, parts[row.pk]) for row in rows if row.kind == Place.Kind.STREET]
    others = [row for row in rows if row.kind != Place.Kind.STREET and not row.within_id]
    return {"streets": streets, "others": others}
