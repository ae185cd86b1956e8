"""The district as it is drawn: an editor's data, of which nothing but a drawing reaches a page."""

import pytest
from django.core.exceptions import ValidationError

from articles.models import Place, SiteSettings
from articles.tests import make
from articles.tests.html import Page
from articles.text.district import BadMap, read_map

MAP = {
    "width": 400,
    "height": 300.5,
    "areas": [
        {"name": "柳桥街道", "path": "M20 20L300 20L300 200Z", "x": 150, "y": 110},
        {"name": "别处街道", "path": "M0 0L1 1Z", "x": 1, "y": 1},
    ],
    "drawings": [
        {"kind": "water", "path": "M0 220H400V260Z"},
        {"kind": "walk", "path": "M0 210L400 210"},
    ],
    "words": [{"text": "江水东流", "x": 60, "y": 245}],
    "note": "示意图，不按比例。",
}


def draw(data):
    row = SiteSettings.objects.current()
    row.district_map = data
    row.full_clean()
    row.save()


@pytest.mark.django_db
def test_every_street_with_an_outline_is_a_link_with_its_name_and_its_number_of_pieces(client):
    street = make.place("柳桥街道", kind=Place.Kind.STREET)
    make.place("没画的街道", kind=Place.Kind.STREET)
    part = make.place("澄园社区", kind=Place.Kind.COMMUNITY, within=street)
    article = make.public(places=[street])
    make.article(places=[street])
    draw(MAP)

    page = Page(client.get("/places/"))

    areas = [attrs for tag, attrs in page.elements if attrs.get("class") == "map-area"]
    assert areas == [
        {
            "class": "map-area",
            "href": street.get_absolute_url(),
            "aria-label": "柳桥街道，1篇报道",
        }
    ]
    assert page.values("path", "d") == [
        MAP["drawings"][0]["path"],
        MAP["areas"][0]["path"],
        MAP["drawings"][1]["path"],
    ]
    assert dict(page.elements)["svg"]["viewbox"] == "0 0 400 300.5"
    assert article.get_absolute_url() in page.values("a", "href")
    for address in (street.get_absolute_url(), part.get_absolute_url()):
        here = Page(client.get(address)).values("a", "aria-current", **{"class": "map-area"})
        assert here == ["true"]


@pytest.mark.django_db
def test_the_front_page_draws_the_district_with_the_readers_own_street_marked(client):
    street = make.place("柳桥街道", kind=Place.Kind.STREET)
    make.public(places=[street])

    assert Page(client.get("/")).values("a", "href", **{"class": "map-area"}) == []
    draw(MAP)
    areas = Page(client.get("/")).values("a", "href", **{"class": "map-area"})
    client.cookies["street"] = street.slug
    here = Page(client.get("/")).values("a", "aria-current", **{"class": "map-area"})

    assert (areas, here) == ([street.get_absolute_url()], ["true"])


@pytest.mark.django_db
def test_a_district_without_a_map_has_the_list_alone(client):
    street = make.place("柳桥街道", kind=Place.Kind.STREET)

    page = Page(client.get("/places/"))

    assert "svg" not in dict(page.elements)
    assert street.get_absolute_url() in page.values("a", "href")


def changed(**fields):
    return MAP | fields


def area(**fields):
    return changed(areas=[MAP["areas"][0] | fields])


@pytest.mark.parametrize(
    "data",
    [
        [], "map", 7, {"width": 1}, changed(areas=[]), changed(areas="x"), changed(areas=["x"]),
        changed(width=float("nan")), changed(width=float("inf")), changed(height=True),
        changed(width=-1), area(path="M0 0\"/><script>alert(1)</script>"), area(path="url(#x)"),
        area(path="M" + "1 " * 3000), area(path=""), area(name=""), area(name="长" * 41),
        area(x="1"), area(y=None), changed(areas=MAP["areas"] * 40),
        changed(drawings=[{"kind": "filter", "path": "M0 0"}]), changed(words=[{"text": "无处"}]),
        changed(note="长" * 201),
    ],
)  # fmt: skip
def test_what_is_no_drawing_is_refused_in_a_sentence(data):
    with pytest.raises(BadMap, match="示意图"):
        read_map(data)


@pytest.mark.django_db
def test_the_settings_refuse_a_map_that_cannot_be_drawn():
    with pytest.raises(ValidationError, match="SVG路径"):
        draw(area(path="<"))


@pytest.mark.parametrize("nothing", [None, "", {}])
def test_no_map_is_no_fault(nothing):
    assert read_map(nothing) is None
