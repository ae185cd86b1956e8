"""What the pages of residents weigh on the wire: python bench/pageweight.py

Prints bytes and requests of each kind of page, without photos, beside its budget, and exits with 1
above one. As a browser that was never here gets them from a production server: HTML by gzip, what
is static by brotli. A sample bulletin is made in a directory of its own (VAR_DIR names another).
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
#: Kilobytes and requests on the wire, without photos.
BUDGETS = {"front": (60, 10), "article": (30, 10), "pictured": (30, 10)}
_OTHERS = (30, 10)
_LINKED = re.compile(r'<(?:link rel="stylesheet" href|script src)="(/static/[^"]+)"')
_IMPORTED = re.compile(r"""(?:import|from)\s*["'](\./[^"']+)["']""")


def main(directory: str) -> int:
    os.environ |= {
        "DEBUG": "0",
        "SECRET_KEY": "x" * 60,
        "ALLOWED_HOSTS": "news.example.cn",
        "SITE_URL": "http://news.example.cn",
        "VAR_DIR": directory,
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
    }
    sys.path.insert(0, str(ROOT))
    import django  # noqa: PLC0415 - its settings come from the environment above

    django.setup()
    _prepare()
    over = 0
    print(f"{'page':<12}{'kB':>7}{'budget':>8}{'requests':>10}{'budget':>8}   html   css    js")
    for name, path in _pages():
        parts, requests = _weigh(path)
        total = sum(parts.values()) / 1000
        most, most_requests = BUDGETS.get(name, _OTHERS)
        bad = total > most or requests > most_requests
        over += bad
        print(
            f"{name:<12}{total:7.1f}{most:8}{requests:10}{most_requests:8} "
            + "".join(f"{parts[kind] / 1000:6.1f}" for kind in ("html", "css", "js"))
            + ("   over" if bad else "")
        )
    return 1 if over else 0


def _prepare() -> None:
    from django.core.management import call_command  # noqa: PLC0415

    from articles.models import Article  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    if not Article.objects.exists():
        call_command("sample")


def _pages() -> list[tuple[str, str]]:
    from django.db.models import Count  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from articles.models import Article, Campaign, Place, Reporter  # noqa: PLC0415

    public = Article.objects.public()
    longest = public.order_by("-length")[0]
    pictured = public.filter(photos__isnull=False).order_by("-length")[0]
    newest = public.newest_first()[0]
    rows = [
        ("campaign", Campaign.objects.annotate(n=Count("campaigned")).order_by("-n").first()),
        ("place", Place.objects.annotate(n=Count("placed")).order_by("-n").first()),
        ("reporter", Reporter.objects.annotate(n=Count("bylines")).order_by("-n").first()),
    ]
    month = timezone.localtime(newest.publish_at)
    return [
        ("front", "/"),
        ("article", longest.get_absolute_url()),
        ("pictured", pictured.get_absolute_url()),
        *((name, row.get_absolute_url()) for name, row in rows if row),
        ("campaigns", "/campaigns/"),
        ("places", "/places/"),
        ("month", f"/archive/{month.year}/{month.month}/"),
        ("search", "/search/?q=%E6%B1%9F"),
        ("corrections", "/corrections/"),
        ("report", f"{longest.get_absolute_url()}report/"),
        ("print", f"{longest.get_absolute_url()}print/"),
        ("tip", "/tip/"),
    ]


def _weigh(path: str) -> tuple[dict[str, int], int]:
    """Bytes by kind, and how many requests they take."""
    from django.test import Client  # noqa: PLC0415

    client = Client(HTTP_ACCEPT_ENCODING="gzip", HTTP_HOST="news.example.cn")
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    page = Client(HTTP_HOST="news.example.cn").get(path).content.decode()
    parts, requests, waiting, seen = {"html": len(answer.content), "css": 0, "js": 0}, 1, [], set()
    waiting += _LINKED.findall(page)
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        file = Path(os.environ["VAR_DIR"]) / name.lstrip("/")
        parts[file.suffix.lstrip(".")] += _size(file)
        requests += 1
        text = file.read_text(encoding="utf-8")
        waiting += [f"{name.rpartition('/')[0]}/{each[2:]}" for each in _IMPORTED.findall(text)]
    return parts, requests


def _size(file: Path) -> int:
    """As whitenoise sends it: by brotli where that is smaller."""
    small = file.with_name(f"{file.name}.br")
    return (small if small.exists() else file).stat().st_size


if __name__ == "__main__":
    if given := os.environ.get("VAR_DIR"):
        sys.exit(main(given))
    with TemporaryDirectory() as made:
        sys.exit(main(made))
