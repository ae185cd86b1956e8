"""All streets and places, as residents leaf through them: a list, and the district's map."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import OuterRef, QuerySet, Subquery

from articles.models import Place, Placed, SiteSettings
from articles.text.district import DistrictMap, read_map

_STREET = "街道"


class DrawnStreet(NamedTuple):
    """A street on the map: its outline, and where its name stands, 街道 apart from the rest."""

    place: Place
    path: str
    x: float
    y: float
    pieces: int
    here: bool

    @property
    def short(self) -> str:
        return self.place.name.removesuffix(_STREET)

    @property
    def rest(self) -> str:
        return self.place.name[len(self.short) :]

    @property
    def below(self) -> float:
        """Where the number of its pieces stands."""
        return self.y + 30


class DrawnMap(NamedTuple):
    base: DistrictMap
    streets: list[DrawnStreet]


def arrange_places(site: SiteSettings) -> dict[str, Any]:
    """`streets` with the places in each and its latest story, `others` that are in no street, and
    the `map`; two queries."""
    rows = list(_streets_told())
    everywhere = list(Place.objects.exclude(kind=Place.Kind.STREET))
    parts: dict[int, list[Place]] = {row.pk: [] for row in rows}
    for place in everywhere:
        parts.get(place.within_id or 0, []).append(place)
    others = [place for place in everywhere if not place.within_id]
    return {
        "streets": [(row, parts[row.pk]) for row in rows],
        "others": others,
        "map": draw_map(site, rows),
    }


def _streets_told() -> QuerySet[Place]:
    """The streets with their number of public articles and the newest of them."""
    newest = Placed.objects.current().filter(place=OuterRef("pk")).newest_first()
    return (
        Place.objects.filter(kind=Place.Kind.STREET)
        .with_pieces()
        .annotate(
            latest_id=Subquery(newest.values("article")[:1]),
            latest_headline=Subquery(newest.values("article__headline")[:1]),
            latest_ai_use=Subquery(newest.values("article__ai_use")[:1]),
        )
    )


def draw_map_around(site: SiteSettings, place: Place) -> DrawnMap | None:
    """The map with the place's street marked; one query, none where the district has no map."""
    if not site.district_map:
        return None
    return draw_map(site, _streets_told(), place.within or place)


def draw_map(
    site: SiteSettings, streets: Iterable[Place], here: Place | None = None
) -> DrawnMap | None:
    """The district's map with the streets that it has an outline of, in the order of the data;
    None where there is no map, or none of its streets."""
    base = read_map(site.district_map)
    if base is None:
        return None
    known = {street.name: street for street in streets}
    drawn = [
        DrawnStreet(
            known[area.name],
            area.path,
            area.x,
            area.y,
            known[area.name].pieces,  # type: ignore[attr-defined] # annotated
            known[area.name] == here,
        )
        for area in base.areas
        if area.name in known
    ]
    return DrawnMap(base, drawn) if drawn else None
