"""What Lighthouse says of the pages of residents: python bench/lighthouse.py [--runs 3]

On a phone as Lighthouse simulates one (slow 4G, a slow processor), against the site as `make serve`
runs it, with a sample bulletin and its issue in a directory of its own. Prints the median of the
runs for each page and category, names the audits that cost points, and ends with 1 below a target.
Lighthouse comes from npm by the Node.js of requirements-dev.txt; Chromium is the machine's own.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from deaths import ROOT, ask, find_port, serve

LIGHTHOUSE = "lighthouse@13.5.0"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
#: Of a hundred; SEO is asked of pages that search engines may list.
LEAST, LEAST_SEO = 98, 100
UNLISTED = {"search"}
_ASKED = """
from django.db.models import Count
from articles.models import Article, Campaign, Issue
print(Article.objects.public().order_by("-length")[0].get_absolute_url())
print(Campaign.objects.annotate(n=Count("campaigned")).order_by("-n")[0].get_absolute_url())
print(Issue.objects.public().order_by("-month")[0].get_absolute_url())
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition(":")[0])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--pages", nargs="*", help="of front, article, campaign, search, issue")
    given = parser.parse_args()
    with TemporaryDirectory() as made:
        folder, port = Path(made), find_port()
        environment = os.environ | {
            "DEBUG": "0", "SECRET_KEY": "only-for-this-run", "ALLOWED_HOSTS": "127.0.0.1",
            "SITE_URL": f"http://127.0.0.1:{port}", "VAR_DIR": str(folder),
        }  # fmt: skip
        for command in (["migrate"], ["collectstatic", "--noinput"], ["sample", "--issue"]):
            _manage(environment, *command, "--verbosity", "0")
        found = _manage(environment, "shell", "--no-imports", "-v", "0", "-c", _ASKED).split()
        paths = {"front": "/", "search": "/search/?q=%E6%B1%9F"}
        paths |= dict(zip(("article", "campaign", "issue"), found, strict=True))
        with serve(folder, port):
            while not ask(port):
                pass
            return _measure(paths, given.pages or list(paths), port, given.runs, folder)


def _manage(environment: dict[str, str], *command: str) -> str:
    done = subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    return done.stdout


def _measure(paths: dict[str, str], names: list[str], port: int, runs: int, folder: Path) -> int:
    missed = 0
    print(f"{'page':<10}" + "".join(f"{name:>16}" for name in CATEGORIES), flush=True)
    for name in names:
        told = [_audit(f"http://127.0.0.1:{port}{paths[name]}", folder) for _ in range(runs)]
        scores = {
            category: statistics.median(each["categories"][category]["score"] for each in told)
            for category in CATEGORIES
        }
        low = [c for c in CATEGORIES if round(scores[c] * 100) < _least(c, name)]
        missed += len(low)
        print(f"{name:<10}" + "".join(f"{scores[c] * 100:16.0f}" for c in CATEGORIES), flush=True)
        for category in CATEGORIES:
            for line in _costs(told[-1], category):
                print(f"    {'miss' if category in low else 'note'}  {category}: {line}")
    print("PASS" if not missed else f"{missed} below target")
    return 1 if missed else 0


def _least(category: str, page: str) -> int:
    if category == "seo":
        return 0 if page in UNLISTED else LEAST_SEO
    return LEAST


def _audit(url: str, folder: Path) -> dict:
    """One run, as the JSON that Lighthouse writes."""
    beside = Path(sys.executable).parent
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    environment = os.environ | {
        "PATH": f"{beside}:{os.environ['PATH']}",
        "CHROME_PATH": next(filter(None, map(shutil.which, names))),
    }
    result = folder / "lighthouse.json"
    flags = "--headless=new --no-sandbox --disable-gpu --disable-background-networking"
    subprocess.run(
        [
            str(beside / "npx"), "--yes", LIGHTHOUSE, url, "--quiet", "--output=json",
            f"--output-path={result}", f"--chrome-flags={flags}",
            f"--only-categories={','.join(CATEGORIES)}",
        ],
        env=environment, check=True, cwd=folder,
    )  # fmt: skip
    return json.loads(result.read_text(encoding="utf-8"))


def _costs(told: dict, category: str) -> list[str]:
    """The audits of a category that cost it points, with what they measured."""
    weighed = {each["id"] for each in told["categories"][category]["auditRefs"] if each["weight"]}
    return [
        f"{audit['title']} {audit.get('displayValue', '')} ({audit['score']:.2f})".replace(
            "\n", " "
        )
        for name, audit in told["audits"].items()
        if name in weighed and audit["score"] is not None and audit["score"] < 0.9
    ]


if __name__ == "__main__":
    sys.exit(main())
