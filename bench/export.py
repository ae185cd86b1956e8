"""How long an issue's files take: bench/export.py [--articles 60 600] [--rounds N]

Plans an issue of the shipped sample's fullest month, and issues of so many articles of `fill`
(ten to a page), in a new SQLite database. Prints the seconds of each format, the data gathering and
all checks included, as a ratio to baselines of the same run:

bare typst  typst alone, with nothing of ours: all that it does for the same pages, one after the
            other. It measures what has to be known of the articles, then compiles the pages.
setting     the second half of that: the finished pages compiled once more, where nothing has to be
            found out any more. No target stands against it, but it is told at the end: it is the
            stricter reading of "a bare typst compile of the same pages", and ours does not keep it.
WeasyPrint and Chromium print the same articles as one HTML page in five columns, on the smallest
            issue only, since WeasyPrint needs minutes for hundreds of articles

Seconds are those of the processor, in all threads (Chromium's are those of the clock, since it has
processes of its own). Each round has new processes, since typst remembers what it set. A format's
time is the smallest of the rounds: what the machine can do, not what else it did.
"""

from __future__ import annotations

import argparse
import pickle
import resource
import shutil
import sys
import tempfile
import time
from html import escape
from importlib.util import find_spec
from pathlib import Path

from backends import Newsroom, migrate

TARGET = 1.5
#: Of the newspaper of 600 articles with the pictures of its pages: seconds, and MB of memory.
SECONDS, MEMORY = 20, 700
BARE, SETTING = "bare typst", "typst, setting only"
PICTURED = "newspaper with pictures"
PAGE = 10  # articles
Times = dict[str, float]


# In the newsroom's process


def plan_sample() -> tuple[str, int]:
    """The slug of the issue of the month with the most articles, and how many it has."""
    from django.core.management import call_command  # noqa: PLC0415 - Django is set up here only
    from django.db.models import Count  # noqa: PLC0415
    from django.db.models.functions import TruncMonth  # noqa: PLC0415

    from articles import planning  # noqa: PLC0415
    from articles.models import Article  # noqa: PLC0415
    from articles.text.months import Month  # noqa: PLC0415

    call_command("sample", verbosity=0)
    months = Article.objects.public().annotate(m=TruncMonth("publish_at")).values("m")
    fullest = months.annotate(n=Count("pk")).order_by("-n", "m").first()
    issue = planning.plan(Month.of(fullest["m"]))
    return issue.slug, issue.placements.filter(page__isnull=False).count()


def plan_filled(number: int, whole: int) -> str:
    """An issue of so many articles of `fill`, PAGE to a page, in a year nobody else uses."""
    from datetime import date  # noqa: PLC0415

    from articles.imports import filling  # noqa: PLC0415
    from articles.models import Article, Issue, Page, Placement  # noqa: PLC0415

    for _ in filling.load(number):
        pass
    month = date(1990 + whole, 1, 1)
    issue = Issue.objects.create(month=month, number=1, whole_number=9_000 + whole, date=month)
    rows = list(Article.objects.filter(archive_id__startswith="fill-0-").order_by("pk")[:number])
    pages = Page.objects.bulk_create(
        Page(issue=issue, number=n, name="综合") for n in range(1, -(-len(rows) // PAGE) + 1)
    )
    kinds = Placement.Kind
    Placement.objects.bulk_create(
        Placement(
            issue=issue, page=pages[at // PAGE], article=row, position=at % PAGE + 1,
            kind=kinds.LEAD if at % PAGE == 0 else kinds.SECOND if at % PAGE < 6 else kinds.BRIEF,
        )
        for at, row in enumerate(rows)
    )  # fmt: skip
    return issue.slug


def newspaper(slug: str, kept: str) -> tuple[Times, int]:
    """Seconds of the newspaper without its pictures; and the memory it took in MB.

    What typst was given for the PDF stays in the directory `kept`.
    """
    from articles.exports.contents import gather  # noqa: PLC0415
    from articles.exports.newspaper import pdf  # noqa: PLC0415
    from articles.fonts import faces  # noqa: PLC0415
    from articles.models import Issue  # noqa: PLC0415

    issue = Issue.objects.get(month=f"{slug}-01")
    faces()  # read once for all that a process makes
    with _Watched(Path(kept)):
        start = time.process_time()
        pdf.make_newspaper(gather(issue), with_pictures=False)
        spent = time.process_time() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return {"newspaper PDF": spent}, memory


def pictured(slug: str) -> tuple[Times, int]:
    """Seconds of the newspaper with the pictures of its pages for the e-paper, and the memory."""
    from articles.exports.contents import gather  # noqa: PLC0415
    from articles.exports.newspaper import pdf  # noqa: PLC0415
    from articles.fonts import faces  # noqa: PLC0415
    from articles.models import Issue  # noqa: PLC0415

    issue = Issue.objects.get(month=f"{slug}-01")
    faces()
    start = time.process_time()
    pdf.make_newspaper(gather(issue))
    spent = time.process_time() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return {PICTURED: spent}, memory


def bare(kept: str, measuring: bool) -> Times:
    """Seconds of typst for the same PDF, in a process that has not set it before."""
    from articles.exports.newspaper import typesetter  # noqa: PLC0415
    from articles.fonts import faces  # noqa: PLC0415

    have = faces()
    source, options, asked, measured = pickle.loads(Path(kept, "asked").read_bytes())
    start = time.process_time()
    for inputs in measured if measuring else ():
        named = options | {"sys_inputs": inputs}
        path = source.with_name("measure.typ")
        compiler = typesetter.typst.Compiler(path, font_paths=have.fonts, **named)
        compiler.query("<measured>", field="value")
    compiler = typesetter.typst.Compiler(source, font_paths=have.fonts, **options)
    compiler.compile(**asked)
    return {BARE if measuring else SETTING: time.process_time() - start}


def others(slug: str) -> tuple[Times, int]:
    """Seconds of every other format."""
    from articles.exports.book import epub, web  # noqa: PLC0415
    from articles.exports.contents import gather  # noqa: PLC0415
    from articles.exports.data import jsonl, originals, table  # noqa: PLC0415
    from articles.exports.newspaper import reading  # noqa: PLC0415
    from articles.exports.word import document  # noqa: PLC0415
    from articles.models import Issue  # noqa: PLC0415

    issue = Issue.objects.get(month=f"{slug}-01")
    rooms = {
        "gather": lambda each: each, "reading PDF": reading.make_reading,
        "EPUB": epub.make_epub, "DOCX": document.make_docx, "web": web.make_web_archive,
        "XLSX": table.make_xlsx, "JSONL": jsonl.make_jsonl, "originals": originals.make_originals,
    }  # fmt: skip
    times: Times = {}
    for name, made in rooms.items():
        start = time.process_time()
        made(gather(issue))
        times[name] = time.process_time() - start
    return times, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


class _Watched:
    """Keeps what the newspaper room has typst make last as PDF."""

    def __init__(self, kept: Path):
        self.kept = kept
        self.measured: list[dict[str, str]] = []

    def __enter__(self) -> _Watched:
        from articles.exports.newspaper import typesetter  # noqa: PLC0415

        self._room, self._typst = typesetter, typesetter.typst
        watched = self

        class Compiler:
            def __init__(self, source, **options):
                self._own = watched._typst.Compiler(source, **options)
                self._source, self._options = source, options

            def query(self, *values, **options):
                if Path(self._source).name == "measure.typ":
                    watched.measured.append(self._options["sys_inputs"])
                return self._own.query(*values, **options)

            def compile(self, **options):
                if options["format"] == "pdf":
                    watched._keep(self._source, self._options, options)
                return self._own.compile(**options)

        class Typst:
            def __getattr__(self, name):
                return Compiler if name == "Compiler" else getattr(watched._typst, name)

        typesetter.typst = Typst()
        return self

    def _keep(self, source, options, asked) -> None:
        root = self.kept / "root"
        shutil.rmtree(root, ignore_errors=True)
        shutil.copytree(options["root"], root)
        options = {name: value for name, value in options.items() if name != "font_paths"}
        whole = root / Path(source).name, options | {"root": root}, asked, self.measured
        (self.kept / "asked").write_bytes(pickle.dumps(whole))

    def __exit__(self, *_) -> None:
        self._room.typst = self._typst


def as_html(slug: str, path: str) -> None:
    """The issue's articles as one page, for the baselines that print HTML."""
    from articles.exports.contents import Picture, gather  # noqa: PLC0415
    from articles.models import Issue  # noqa: PLC0415

    contents = gather(Issue.objects.get(month=f"{slug}-01"))
    out = [
        "<!doctype html><meta charset=utf-8><style>@page{size:A3;margin:14mm}body{font:9.6pt/1.5 "
        "'Noto Serif CJK SC','Noto Serif SC';columns:5;text-align:justify}h2{margin:0}p{margin:0;"
        "text-indent:2em}</style>"
    ]
    for piece in contents.pieces:
        out.append(f"<h2>{escape(piece.title)}</h2>")
        for each in piece.flow:
            if not isinstance(each, Picture):
                out.append(f"<p>{escape(each.text)}</p>")
    Path(path).write_text("".join(out), encoding="utf-8")


# Baselines


def weasyprint(path: Path) -> float:
    import weasyprint as library  # noqa: PLC0415

    start = time.process_time()
    library.HTML(path).write_pdf(pdf_variant="pdf/ua-1")
    return time.process_time() - start


def chromium(path: Path) -> float:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
    start = time.perf_counter()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(path.as_uri())
        page.pdf(prefer_css_page_size=True, tagged=True)
        browser.close()
    return time.perf_counter() - start


# What is printed


def measure(url: str, home: str, slug: str, rounds: int) -> tuple[Times, dict[str, int]]:
    """The smallest times of the rounds, and the most memory that each process took."""
    times: Times = {}
    memory: dict[str, int] = {}
    kept = Path(home, "kept")
    kept.mkdir(exist_ok=True)
    for _ in range(rounds):
        for function, values in ((newspaper, (slug, str(kept))), (bare, (str(kept), True)),
                                 (bare, (str(kept), False)), (pictured, (slug,)),
                                 (others, (slug,))):  # fmt: skip
            room = Newsroom(url, home)
            try:
                answer = room.call(function, *values)
            finally:
                room.close()
            found, used = answer if isinstance(answer, tuple) else (answer, 0)
            memory[function.__name__] = max(memory.get(function.__name__, 0), used)
            for name, seconds in found.items():
                times[name] = min(times.get(name, seconds), seconds)
    return times, memory


def show(name: str, articles: int, times: Times, memory: dict[str, int], printers: Times) -> None:
    """Prints the times of an issue."""
    took = ", ".join(f"{what} {used} MB" for what, used in memory.items() if used)
    print(f"\n{name}: {articles} articles; {took}")
    for what, seconds in {**times, **printers}.items():
        line = f"  {what:26}{seconds:9.2f} s"
        for baseline in (BARE, SETTING):
            line += f"{seconds / times[baseline]:9.2f} × {baseline}"
        for other, printing in printers.items():
            line += f"{seconds / printing:9.3f} × {other}"
        print(line)
    sys.stdout.flush()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, nargs="+", default=[60, 600], metavar="N")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    found: dict[int, Times] = {}
    used: dict[int, dict[str, int]] = {}
    with tempfile.TemporaryDirectory(prefix="newsroom-bench-") as home:
        url = f"sqlite:///{home}/newsroom.sqlite3"
        room = Newsroom(url, home)
        try:
            room.call(migrate)
            slug, number = room.call(plan_sample)
            issues = [("the sample's fullest month", slug, number)]
            page = Path(home, "issue.html")
            room.call(as_html, slug, str(page))
            for whole, size in enumerate(sorted(options.articles), 1):
                issues.append((f"fill of {size}", room.call(plan_filled, size, whole), size))
        finally:
            room.close()
        printers = {"Chromium": chromium(page)}
        if find_spec("weasyprint"):  # bench/requirements.txt
            printers |= {"WeasyPrint": weasyprint(page)}
        for name, slug, number in issues:
            times, memory = measure(url, home, slug, options.rounds)
            show(name, number, times, memory, printers)
            found[number], used[number], printers = times, memory, {}
    worst = {
        baseline: max(times["newspaper PDF"] / times[baseline] for times in found.values())
        for baseline in (BARE, SETTING)
    }
    told = [(f"newspaper PDF at most {TARGET} × {BARE}", worst[BARE], TARGET, "×")]
    if {60, 600} <= set(found):
        told += [
            (f"{what}: 600 articles at most {most} × 60", found[600][what] / found[60][what], most,
             "×")
            for what, most in (("newspaper PDF", 25), ("reading PDF", 8))
        ]  # fmt: skip
        told += [
            (f"{PICTURED}: 600 articles at most {SECONDS} s", found[600][PICTURED], SECONDS, "s"),
            (f"{PICTURED}: 600 articles at most {MEMORY} MB", used[600]["pictured"], MEMORY, "MB"),
        ]
    print()
    for what, value, most, unit in told:
        print(f"  {'PASS' if value <= most else 'miss'}  {what}: {value:.2f} {unit}")
    print(f"        newspaper PDF against {SETTING}: {worst[SETTING]:.2f} ×")
    sys.exit(0 if all(value <= most for _, value, most, _ in told) else 1)


if __name__ == "__main__":
    main()
