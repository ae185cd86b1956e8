"""The pictures of a page as it is made up: how large each stands beside the others, how much of it
is cropped, how long its caption is."""

import pytest

from articles.exports.newspaper import makeup
from articles.exports.newspaper.arrangements import Copy
from articles.exports.newspaper.cutting import PlacedArticle
from articles.exports.newspaper.levels import Stuff
from articles.exports.newspaper.places import lay_out_page
from articles.exports.newspaper.sizes import (
    CROP,
    Measures,
    Shot,
    draw_width,
    narrow_photos,
    photo_lines,
)
from articles.exports.newspaper.ways import list_fitted

PAGE = Measures(columns=5, lines=60, leading=0.3)
SPANS = tuple(9.0 * n + 1.2 * (n - 1) for n in range(1, 6))


def shot(shape, captions=(2, 1, 1, 1, 1), widest=99.0):
    return Shot(shape, captions, SPANS, widest)


def copy(key, kind, lines, photo=None, **more):
    text = (Stuff(4, "text", ref, more=True, less=True) for ref in range(1, lines // 4 + 1))
    flow = (*([Stuff(0, "photo", 0)] if photo else []), *text)
    shots = {0: photo} if photo else {}
    flow = narrow_photos(flow, shots, PAGE)
    more.setdefault("head", lambda _, step=0, inside=0: (4, 6))
    return Copy(key, kind, (flow, flow), (shots, shots), **more)


def shown(page, copies):
    """By article: the columns that its large photo takes, its lines without the caption."""
    of = {copy.key: copy for copy in copies}
    found = {}
    for stand in page.stands:
        for part in stand.parts:
            if part.what == "photo":
                captions = of[stand.key].shot(0, stand.across).captions
                found[stand.key] = part.across, part.lines - captions[part.across - 1]
    return found


def areas(page, copies):
    return sorted(
        (SPANS[wide - 1] * (lines - PAGE.leading) for wide, lines in shown(page, copies).values()),
        reverse=True,
    )


@pytest.mark.parametrize(
    ("kinds", "shape"),
    [
        (("lead", "photo"), 1.5), (("second", "second"), 1.5), (("second", "second"), 0.75),
        (("lead", "second", "second"), 0.75), (("photo", "photo", "brief"), 1.5),
    ],
)  # fmt: skip
def test_the_largest_photo_of_a_page_is_much_larger_than_the_next(kinds, shape):
    lengths = {"lead": 60, "second": 48, "photo": 32, "brief": 16}
    copies = [copy(at, kind, lengths[kind], shot(shape)) for at, kind in enumerate(kinds)]
    copies.append(copy(9, "brief", 24))
    page = makeup.fill_whole(copies, PAGE, exact=True)

    large = [*areas(page, copies), 0, 0][:2]
    assert large[0] >= 1.5 * large[1]


@pytest.mark.parametrize("kind", ["lead", "second", "photo", "brief"])
def test_a_caption_too_long_below_a_narrow_photo_asks_for_a_wider_one(kind):
    wordy = shot(1.5, captions=(4, 3, 2, 1, 1))
    copies = [copy(0, kind, 48, wordy), copy(1, "second", 60), copy(2, "second", 60)]
    page = makeup.fill_whole(copies, PAGE, exact=True)

    (wide, _) = shown(page, copies)[0]
    assert wide >= 3


def test_a_photo_of_few_pixels_stays_narrow_however_long_its_caption():
    wordy = shot(1.5, captions=(4, 3, 2, 1, 1), widest=9)
    copies = [copy(0, "second", 48, wordy), copy(1, "second", 60)]
    page = makeup.fill_whole(copies, PAGE, exact=False)

    assert {wide for wide, _ in shown(page, copies).values()} <= {1}


@pytest.mark.parametrize("shape", [0.125, 0.3, 0.5, 0.66, 1.0, 1.5, 3.0])
@pytest.mark.parametrize("kind", ["lead", "photo"])
def test_no_photo_is_cropped_by_more_than_a_quarter(shape, kind):
    one = copy(0, kind, 32, shot(shape), panel="tinted" if kind == "photo" else "")
    cropped = {}
    for across in (2, 3, 4):
        for lines, fitted in list_fitted(one, across, PAGE, exact=True)[0].items():
            page = lay_out_page([PlacedArticle(fitted, 0, 0, across, lines)], PAGE, lines)
            for wide, tall in shown(page, [one]).values():
                height = tall - PAGE.leading
                now = draw_width(shape, SPANS[wide - 1], height) / height
                if (crop := 1 - min(now / shape, shape / now)) > CROP + 0.01:
                    cropped[across, lines] = wide, tall, crop
    assert cropped == {}


def test_a_portrait_is_not_as_wide_as_it_would_have_to_be_cropped_to_fit_the_page():
    low, high, _ = photo_lines(shot(0.66), 3, PAGE)
    assert (low - 1, high - 1) == (34, 37)


@pytest.mark.parametrize("lines", [4, 16, 48])
@pytest.mark.parametrize(("shape", "kind"), [(0.125, "lead"), (0.56, "lead"), (0.125, "brief")])
def test_a_slim_photo_leaves_room_for_other_articles_beside_a_short_text(shape, kind, lines):
    one = copy(0, kind, lines, shot(shape))
    others = [copy(at, "second", 40) for at in range(1, 6)]
    page, left = makeup.fill_page([one, *others], PAGE)

    assert (page.exact, len(page.stands) + len(left)) == (True, 6)
    assert len(page.stands) > 2
    assert shown(page, [one]).get(0, (1, 0))[1] <= 30  # or another page has it


@pytest.mark.parametrize(
    ("shape", "width", "height", "drawn"),
    [(1.5, 9, 6, 9), (0.75, 9, 12, 9), (0.75, 9, 9, 9), (0.75, 9, 6, 6), (0.125, 9, 30, 5)],
)
def test_a_photo_is_narrower_than_its_place_only_where_it_would_be_cropped_too_much(
    shape, width, height, drawn
):
    assert draw_width(shape, width, height) == pytest.approx(drawn)
