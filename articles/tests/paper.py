"""A printed issue of rows made by hand, its pages drawn with Pillow: the newspaper needs no typst
to be looked at."""

from datetime import date, timedelta
from hashlib import sha256
from io import BytesIO
from xml.etree import ElementTree

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone
from PIL import Image, ImageDraw

from articles import versions
from articles.models import Format, Issue, IssueFile, Placement
from articles.tests import make
from articles.tests.html import CANARY

#: Pixels of a page's picture: small enough to be quick, of the shape of A3.
SIZE = (297, 420)
INK = "#191714"
NAMES = ("要闻", "民生", "街道", "文化")


def issue(*pages, month=date(2026, 10, 1), sealed=True, **fields):
    """An issue whose pages hold these lists of articles, one below the other, each black in the
    page's picture; sealed as `sealing.seal` does it, on its `date`."""
    fields.setdefault("date", month.replace(day=23))
    fields.setdefault("whole_number", month.year * 12 + month.month)
    row = Issue.objects.create(month=month, **fields)
    for number, articles in enumerate(pages, 1):
        page(row, number, articles)
    for each in Format:
        file(row, each)
    if sealed:
        seal(row)
    return row


def page(issue_, number, articles):
    zones = [
        {"article": article.pk, "x": 0.1, "y": 0.1 + at * step, "width": 0.8, "height": step * 0.9}
        for step in [0.8 / max(len(articles), 1)]
        for at, article in enumerate(articles)
    ]
    name = NAMES[(number - 1) % len(NAMES)]
    row = issue_.pages.create(number=number, name=name, zones=zones)
    row.picture = _stored(f"{issue_.slug}-{number}", _drawn(zones, SIZE))
    row.small_picture = _stored(f"{issue_.slug}-{number}-small", _drawn(zones, (99, 140)))
    row.save()
    Placement.objects.bulk_create(
        Placement(issue=issue_, page=row, article=article, kind=kind, position=at)
        for at, article in enumerate(articles, 1)
        for kind in ["lead" if at == 1 else "second"]
    )
    return row


def flow_on(page_):
    """The same page on two sheets: half of its articles, by where they stand, on the second."""
    page_.sheets = 2
    page_.picture = _stored("two", _drawn(page_.zones, (SIZE[0], 2 * SIZE[1])))
    first = [zone | {"y": 2 * zone["y"], "height": 2 * zone["height"]} for zone in page_.zones]
    page_.small_picture = _stored("two-small", _drawn(first, (99, 140)))
    page_.save()


def file(issue_, kind):
    name = kind.file_name(issue_.slug)
    data = f"{name} {issue_.pk}".encode()
    row = IssueFile(
        issue=issue_, name=name, size=len(data), digest=sha256(data).hexdigest()
    )  # fmt: skip
    row.file.save(name, ContentFile(data), save=True)
    return row


def seal(issue_):
    placements = issue_.placements.filter(page__isnull=False).select_related("article")
    issue_.sealed_at = timezone.now()
    issue_.manifest = {
        "issue": issue_.slug,
        "sealed_at": issue_.sealed_at.isoformat(),
        "by": "",
        "articles": [
            {
                "article": each.article_id,
                "headline": each.article.headline,
                "digest": versions.digest_of(each.article),
            }
            for each in placements
        ],
        "files": [
            {"name": each.name, "size": each.size, "sha256": each.digest}
            for each in issue_.files.all()
        ],
    }
    issue_.save()


def hidden_issues():
    """An issue that is not sealed, and one that is but comes out tomorrow."""
    tomorrow = timezone.localdate() + timedelta(days=1)
    secret = {"title": CANARY}
    unsealed = issue([make.public()], month=date(2026, 9, 1), sealed=False, **secret)
    early = issue([make.public()], month=date(2026, 8, 1), date=tomorrow, **secret)
    return [unsealed, early]


def file_names(issue_):
    return sorted(issue_.files.values_list("name", flat=True))


def _drawn(zones, size):
    image = Image.new("RGB", size, "#fff")
    draw = ImageDraw.Draw(image)
    for zone in zones:
        left, top = zone["x"] * size[0], zone["y"] * size[1]
        right, bottom = left + zone["width"] * size[0], top + zone["height"] * size[1]
        draw.rectangle((left, top, right, bottom), fill=INK)
    out = BytesIO()
    image.save(out, "WEBP", quality=90)
    return out.getvalue()


def _stored(name, data):
    return default_storage.save(f"issues/{name}.webp", ContentFile(data))


def shown(response):
    """The links of a page's list and of its picture, and the words in the picture's other zones."""
    tree = ElementTree.fromstring(
        "<svg>" + response.text.split("<svg class=", 1)[1].split(">", 1)[1].split("</svg>")[0]
        + "</svg>"
    )  # fmt: skip
    zones = [(zone.get("href"), zone.findtext("title")) for zone in tree.findall("a")]
    return zones, [text.text for text in tree.findall("text")]


def listed(response):
    return [
        (item.kind, item.article and item.article.pk, item.changed)
        for item in response.context["items"]
        if item.listed
    ]


def darkest(client, issue, size="large"):
    response = client.get(reverse("issue_picture", args=[issue.slug, 1, size]))
    image = Image.open(BytesIO(response.content)).convert("L")
    return image.getextrema()[0]
