import re
import tracemalloc
import zipfile
from datetime import date
from io import BytesIO
from posixpath import dirname, join, normpath

import pytest
from django.core.files.storage import default_storage

from articles.exports.book import epub, parts, web
from articles.exports.bundle import pack_zip, spool_zip
from articles.exports.contents import IssueRefused, gather
from articles.models import Correction
from articles.tests import issues, make

pytestmark = [pytest.mark.django_db, pytest.mark.once]

LINK = re.compile(r'(?:href|src)="([^"]*)"')


def files(issue):
    with zipfile.ZipFile(web.make_web_archive(gather(issue))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_every_link_stays_in_the_folder_and_finds_its_file(settings):
    settings.SITE_URL = "https://bulletin.example"
    other = make.public(photos=1)
    article = make.public(
        body=f'<p><a href="/articles/{other.pk}/">里</a><a href="https://a.example/">外</a></p>'
    )
    made = files(issues.issue([article], [other]))

    inner, outer = [], set()
    for name, content in made.items():
        if name.endswith(".html"):
            for link in LINK.findall(content.decode()):
                path, _, mark = link.partition("#")
                if "//" in link:
                    outer.add(link)
                    continue
                target = normpath(join(dirname(name), path)) if path else name
                inner.append(
                    target in made and (not mark or f'id="{mark}"'.encode() in made[target])
                )
    assert outer == {"https://a.example/"}
    assert inner
    assert all(inner)


def test_book_and_archive_name_the_standing_section_above_the_head():
    within = make.public(headline="灯", kicker="引题", section=make.section("街<谈"))
    without = make.public(headline="桥")
    made = gather(issues.issue([within, without]))

    heads = [parts.heads(each) for each in made.pieces]
    assert heads == [
        '<header><p class="section">街&lt;谈</p><p class="kicker">引题</p>'
        '<h1 class="lead">灯</h1></header>',
        '<header><h1 class="second">桥</h1></header>',
    ]
    with zipfile.ZipFile(BytesIO(epub.make_epub(made))) as book:
        pages = [book.read(f"EPUB/article-{each.pk}.xhtml").decode() for each in (within, without)]
    assert [head in page for head, page in zip(heads, pages, strict=True)] == [True, True]


def test_the_files_are_a_front_a_style_the_articles_and_their_photos():
    article, other = make.public(photos=2), make.public()

    assert list(files(issues.issue([article, other]))) == [
        "2026-11/index.html", "2026-11/style.css",
        f"2026-11/photos/{article.pk}-1.webp", f"2026-11/photos/{article.pk}-2.webp",
        f"2026-11/articles/{article.pk}.html", f"2026-11/articles/{other.pk}.html",
    ]  # fmt: skip


def test_no_page_runs_anything_or_calls_anybody():
    rows = [make.public(headline=text, body=f"<p>{text}</p>") for text in issues.HOSTILE]
    Correction.objects.create(article=rows[0], text="<script>", corrected_on=issues.DAY)
    made = files(issues.issue(rows))

    text = "".join(content.decode() for name, content in made.items() if name.endswith("html"))
    assert re.findall(r"<script|<iframe|style=|\son\w+=|<img[^>]*//|<link[^>]*//", text) == []
    assert "@import" not in made["2026-11/style.css"].decode()


def test_one_leafs_through_it_from_the_first_article_to_the_last():
    first, second = make.public(headline="甲"), make.public(headline="乙")
    made = files(issues.issue([first], [second]))

    def turns(article):
        turn = made[f"2026-11/articles/{article.pk}.html"].decode().partition('class="turn"')[2]
        return re.findall(r'<a href="([^"]*)">([^<]*)</a>', turn)

    back = ("../index.html", "回到本期目录")
    assert turns(first) == [(f"{second.pk}.html", "下一篇：\N{SPACE}乙"), back]
    assert turns(second) == [(f"{first.pk}.html", "上一篇：\N{SPACE}甲"), back]


def test_nothing_that_is_not_public_comes_into_it():
    shown, hidden = make.public(), make.article(headline="还没签发", photos=1)
    made = files(issues.issue([shown, hidden]))

    assert [str(hidden) in content.decode() for name, content in made.items()
            if name.endswith("html")] == [False, False]  # fmt: skip
    assert [name for name in made if "photos" in name] == []


def test_a_missing_photo_is_refused_by_name():
    article = make.public(headline="老街", photos=1)
    issue = issues.issue([article])
    default_storage.delete(article.photos.get().image.name.replace(".webp", "-1280.webp"))

    with pytest.raises(IssueRefused, match="《老街》"):
        files(issue)


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 1280])
def test_it_opens_from_a_disk_at_any_width(chromium, tmp_path, width, transactional_db):
    rows = [make.public(headline=text, body=f"<p>{text}</p>") for text in issues.HOSTILE]
    wide = "".join(f"<td>{'宽' * 20}</td>" for _ in range(9))
    rows += [make.public(body=f"<table><tr>{wide}</tr></table>", photos=1)]
    content = web.make_web_archive(gather(issues.issue(rows)))
    zipfile.ZipFile(content).extractall(tmp_path)

    page = chromium.new_page(viewport={"width": width, "height": 800})
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("requestfailed", lambda request: complaints.append(request.url))
    page.goto(f"file://{tmp_path}/2026-11/index.html")
    scrolls = [page.evaluate("document.documentElement.scrollWidth")]
    for row in rows:
        page.goto(f"file://{tmp_path}/2026-11/articles/{row.pk}.html")
        scrolls.append(page.evaluate("document.documentElement.scrollWidth"))
    page.get_by_role("link", name="回到本期目录").click()
    page.wait_for_url(f"file://{tmp_path}/2026-11/index.html")
    page.close()
    assert (set(scrolls), complaints) == ({width}, [])


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(1958, 10, 1), (1980, 1, 1, 12, 0, 0)),
        (date(2026, 10, 1), (2026, 10, 1, 12, 0, 0)),
        (date(2199, 10, 1), (2107, 12, 31, 12, 0, 0)),
    ],
)
def test_an_issue_of_a_day_that_zips_do_not_know_is_packed_too(day, written):
    content = pack_zip([("index.html", b"x")], day)

    entries = zipfile.ZipFile(BytesIO(content)).infolist()
    assert [entry.date_time for entry in entries] == [written]


def test_of_many_photos_only_one_is_in_memory_while_they_are_packed():
    entries = ((f"{number}.jpg", bytes([number]) * 2_000_000) for number in range(20))
    tracemalloc.start()
    with spool_zip(entries, date(2026, 10, 1)) as made:
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        names = zipfile.ZipFile(made).namelist()

    assert names == [f"{number}.jpg" for number in range(20)]
    assert peak < 24_000_000  # of 40
