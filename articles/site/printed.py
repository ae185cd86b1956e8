"""A sealed issue as residents see it today: what was printed, without what is no longer public.

The manifest says what was printed: an article that it does not name was not in the paper, wherever
it was placed afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from io import BytesIO
from typing import NamedTuple

from django.core.cache import cache
from django.core.files.storage import default_storage
from django.db.models import Exists, OuterRef, Q
from PIL import Image, ImageDraw, UnidentifiedImageError

from articles import versions
from articles.models import (
    Article,
    Correction,
    Format,
    Issue,
    IssueFile,
    Page,
    Placement,
    Step,
)

#: What residents are offered, in this order. The rest is the newsroom's own.
OFFERED = (Format.PDF, Format.READING, Format.EPUB, Format.WEB)
#: A newspaper page, in millimetres: what the zones of its picture are drawn in.
WIDTH, HEIGHT = 297, 420
_REMEMBERED = 3600
#: The width in pixels of the picture between the large and the small one, which a phone shows.
MEDIUM = 800
_BLANK = "#e9e4d8"


class NoPicture(Exception):  # noqa: N818
    """A page has no picture, or none that can be read."""


class Box(NamedTuple):
    """Where something stands on a page of WIDTH by HEIGHT, or of as many sheets as it has."""

    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self):
        return round(self.x + self.width / 2, 2), round(self.y + self.height / 2, 2)


@dataclass(slots=True)
class Item:
    """An article where it was printed; `article` is None when residents may no longer read it,
    and then nothing is told of it."""

    kind: str
    article: Article | None
    changed: bool = False  # since the issue was sealed
    painted: bool = False  # over, in the page's picture
    boxes: list[Box] = field(default_factory=list)
    listed: bool = True  # False where the page only points to it, as a 导读 does


def collect_page(issue: Issue, number: int | None) -> dict | None:
    """The context of `articles/issue.html` for a page, or for the first; None if it has no such."""
    pages = list(issue.pages.all())
    at = next((n for n, page in enumerate(pages) if number in (None, page.number)), None)
    if at is None:
        return None
    beside = Issue.objects.public().defer("manifest")
    return {
        "issue": issue,
        "page": pages[at],
        "pages": pages,
        "items": list_items(issue, pages[at]),
        "width": WIDTH,
        "height": HEIGHT * pages[at].sheets,
        "previous_page": pages[at - 1] if at else None,
        "next_page": pages[at + 1] if at + 1 < len(pages) else None,
        "previous": beside.filter(month__lt=issue.month).order_by("-month").first(),
        "next": beside.filter(month__gt=issue.month).order_by("month").first(),
        "files": list_files(issue),
        "errata": Correction.objects.of_issue(issue).select_related("article"),
    }


def list_items(issue: Issue, page: Page) -> list[Item]:
    """What was printed on the page, in its order, and then what the page only points to.

    The number of queries does not depend on what stands there.
    """
    printed, boxes = issue.printed, _boxes(page)
    placed = [row for row in _placements(issue, page, boxes) if row[0] in printed]
    known = {pk for pk, _, _ in placed}
    # A deleted article has lost its place, but is still in the picture.
    placed += [(pk, "", True) for pk in boxes if pk not in known]
    rows = Article.objects.public_of(known).annotate(came_back=_came_back(issue))
    public = {row.pk: row for row in rows.prefetch_related(*versions.PARTS)}
    found = [
        Item(
            kind=Placement.Kind(kind).label if kind else "",
            article=article,
            changed=changed,
            painted=article is None or (changed and article.came_back),
            boxes=boxes.get(pk, []),
            listed=here,
        )
        for pk, kind, here in placed
        for article in [public.get(pk)]
        for changed in [article is not None and versions.digest_of(article) != printed[pk]]
    ]
    return sorted(found, key=lambda item: not item.listed)


def _placements(issue, page, boxes):
    """(article, kind, whether it stands on this page) of what is on the page or in its picture."""
    rows = Placement.objects.filter(Q(page=page) | Q(article__in=list(boxes)), issue=issue)
    rows = rows.order_by("position", "pk").values_list("article_id", "kind", "page_id")
    return [(pk, kind, page_id == page.pk) for pk, kind, page_id in rows]


def _boxes(page) -> dict[int, list[Box]]:
    found: dict[int, list[Box]] = {}
    for zone in page.zones:
        shares = (zone["x"], zone["y"], zone["width"], zone["height"])
        sides = (WIDTH, HEIGHT * page.sheets) * 2
        scaled = (share * side for share, side in zip(shares, sides, strict=True))
        found.setdefault(zone["article"], []).append(Box(*(round(each, 2) for each in scaled)))
    return found


def _came_back(issue: Issue) -> Exists:
    """Whether an article was withdrawn after the issue was sealed."""
    since = Step.objects.filter(step=Step.Act.WITHDRAW, taken_at__gte=issue.sealed_at)
    return Exists(since.filter(article=OuterRef("pk")))


def _find_hidden(issue: Issue, ids: Iterable[int]) -> set[int]:
    """Those of these articles that residents may not read as they were printed: they are no longer
    public, or were withdrawn since and came back as another text."""
    rows = Article.objects.public_of(ids).annotate(came_back=_came_back(issue))
    public = dict(rows.values_list("pk", "came_back"))
    back = [pk for pk, came_back in public.items() if came_back]
    texts = Article.objects.filter(pk__in=back).prefetch_related(*versions.PARTS) if back else ()
    same = {row.pk for row in texts if versions.digest_of(row) == issue.printed.get(row.pk)}
    return set(ids) - public.keys() | set(back) - same


def list_files(issue: Issue) -> list[tuple[IssueFile, Format]] | None:
    """The files that residents may download: those of OFFERED that still are what was sealed.

    None once an article may not be read as it was printed: it stands in all of the files.
    """
    if _find_hidden(issue, issue.printed):
        return None
    sealed = {(row["name"], row["sha256"]) for row in _sealed_files(issue)}
    found = {
        Format.of(row.name, issue.slug): row
        for row in issue.files.all()
        if (row.name, row.digest) in sealed
    }
    return [(found[kind], kind) for kind in OFFERED if kind in found]


def _sealed_files(issue):
    return (issue.manifest or {}).get("files", ())


def find_sealed_file(digest: str) -> IssueFile | None:
    """The file that has this SHA-256 and was sealed with it, of a public issue if there is one.

    Of an issue whose day has not come, nothing but that it is not to be verified yet may be told.
    """
    rows = IssueFile.objects.filter(digest=digest, issue__sealed_at__isnull=False)
    for row in rows.select_related("issue").order_by("issue__date"):
        if any(each["sha256"] == digest for each in _sealed_files(row.issue)):
            return row
    return None


def render_picture(page: Page, size: str) -> bytes:
    """The picture of the page, `large`, `medium` (of MEDIUM pixels) or `small`, with articles that
    may not be read as they were printed painted over.

    Raises NoPicture.
    """
    name = page.small_picture if size == "small" else page.picture
    if not name or size not in ("large", "medium", "small"):
        raise NoPicture
    try:
        with default_storage.open(name) as file:
            data = file.read()
    except FileNotFoundError as missing:
        raise NoPicture from missing
    boxes = _boxes(page)
    blank = [box for pk in sorted(_find_hidden(page.issue, boxes)) for box in boxes[pk]]
    sheets = page.sheets if name == page.picture else 1
    whole = _paint_over(data, blank, sheets) if blank else data
    return _narrow(whole) if size == "medium" else whole


def _narrow(data: bytes) -> bytes:
    def render() -> bytes:
        image = _open(data)
        image.thumbnail((MEDIUM, image.height), reducing_gap=2.0)  # never enlarged
        return _encode(image, quality=70)

    return _remember(data, MEDIUM, render)


def _paint_over(data: bytes, blank: list[Box], sheets: int) -> bytes:
    return _remember(data, (blank, sheets), lambda: _paint(data, blank, sheets))


def _remember(data: bytes, how: object, render: Callable[[], bytes]) -> bytes:
    """What `render` makes of the picture, made anew when it was not asked for in an hour."""
    key = "page-picture:" + sha256(data + repr(how).encode()).hexdigest()
    found = cache.get(key)
    if found is None:
        found = render()
        cache.set(key, found, _REMEMBERED)
    return found


def _open(data: bytes) -> Image.Image:
    try:
        return Image.open(BytesIO(data)).convert("RGB")
    except (UnidentifiedImageError, OSError) as broken:
        raise NoPicture from broken


def _encode(image: Image.Image, *, quality: int) -> bytes:
    out = BytesIO()
    image.save(out, "WEBP", quality=quality, method=4)
    return out.getvalue()


def _paint(data: bytes, blank: list[Box], sheets: int) -> bytes:
    image = _open(data)
    draw = ImageDraw.Draw(image)
    across, down = image.width / WIDTH, image.height / (HEIGHT * sheets)
    for box in blank:
        right, bottom = box.x + box.width, box.y + box.height
        # A pixel more on each side: edges of letters are soft.
        draw.rectangle(
            (box.x * across - 1, box.y * down - 1, right * across + 1, bottom * down + 1),
            fill=_BLANK,
        )
    return _encode(image, quality=80)
