import re
import shutil
import zipfile
from dataclasses import replace
from datetime import timedelta
from html import escape
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import Image

from articles.exports.book import cover, epub, web
from articles.exports.contents import IssueRefused, gather
from articles.fonts import NoFonts
from articles.models import Correction, Role, SiteSettings
from articles.tests import issues, make
from articles.tests.exports.book.checks import complaints

pytestmark = [pytest.mark.django_db, pytest.mark.once]

RICH = (
    "<p>灯<strong>亮</strong>了。<br>又亮了。</p><h2>居民说</h2><figure data-photo='2'></figure>"
    "<blockquote><p>好。</p></blockquote><ul><li>路</li></ul><ol><li>报名</li></ol>"
    "<table><tr><th>月</th><th>盏</th></tr><tr><td>1</td></tr></table>"
)
LINKS = (
    "https://例子.中国/路 径/?问=答&b=1%", "http://x.example:99999/", "http://[::1", "http:///",
    "mailto:a b@x.example", "tel:12345", "/campaigns/x/", "http://a_b.example/#节",
)  # fmt: skip


def opened(content):
    return zipfile.ZipFile(BytesIO(content))


def page(content, name):
    return opened(content).read(f"EPUB/{name}").decode()


class Text(HTMLParser):
    """What a reader sees of a page."""

    def __init__(self, page):
        super().__init__()
        self.seen = ""
        self.feed(page.partition("<body>")[2])

    def handle_data(self, data):
        self.seen += data


@pytest.mark.skipif(shutil.which("java") is None, reason="epubcheck is written in Java")
def test_epubcheck_has_nothing_to_say_of_all_that_an_issue_can_hold(tmp_path):
    linked = "".join(f'<p><a href="{href}">链接</a></p>' for href in LINKS)
    rich = make.public(
        kicker="引题", headline="上行\N{IDEOGRAPHIC SPACE}下行", subhead="副题", source="《别报》",
        body=RICH + linked, photos=2, reporters=[make.reporter("费知夏")],
    )  # fmt: skip
    make.byline(rich, make.reporter("沈砚秋"), role=Role.EDITOR)
    hostile = [
        make.public(headline=text[:300], kicker=text[:200], body=f"<p>{text}</p>")
        for text in (*issues.HOSTILE, issues.CONTROL)
    ]
    for row in hostile:
        make.photo(row, caption=row.kicker, alt="", credit="<b>")
    one_sentence = make.public(headline="六" * 60, body="<p>一句。</p>")
    Correction.objects.create(article=rich, text="“甲”应为<乙>。", corrected_on=issues.DAY)
    SiteSettings.objects.filter(pk=SiteSettings.objects.current().pk).update(
        name="<报>", masthead="报&<", sponsor=issues.HOSTILE[0], description=issues.CONTROL,
        contact="\n".join(issues.HOSTILE[:4]),
    )  # fmt: skip
    issue = issues.issue([rich, one_sentence], [], hostile, title="特<刊>", responsible_editor="沈")
    issue.pages.update(name="<b>版&", proofreader=issues.CONTROL)

    assert complaints(epub.make_epub(gather(issue)), tmp_path) == []


def test_an_article_with_forty_photos_and_a_very_long_one_are_whole_books(tmp_path):
    long = make.public(body="".join(f"<p>第{n}段。</p>" for n in range(2000)))
    album = make.public(
        body="".join(f"<figure data-photo='{n}'></figure>" for n in range(40, 0, -1))
    )
    for number in range(1, 41):
        make.photo(album, number=number, size=(30, 20))
    book = epub.make_epub(gather(issues.issue([album, long])))

    shown = re.findall(r'src="photo-\d+-(\d+)\.jpg"', page(book, f"article-{album.pk}.xhtml"))
    assert [int(number) for number in shown] == list(range(40, 0, -1))
    text = Text(page(book, f"article-{long.pk}.xhtml")).seen
    assert re.findall(r"第(\d+)段。", text) == [str(n) for n in range(2000)]


@pytest.mark.parametrize("text", issues.HOSTILE)
def test_what_was_typed_is_printed_and_not_run(text):
    book = epub.make_epub(gather(issues.one(headline="标题", body=f"<p>{escape(text)}</p>")))
    name = next(n for n in opened(book).namelist() if "article-" in n)

    assert text in Text(page(book, Path(name).name)).seen


def test_what_nobody_sees_is_left_out_and_what_is_no_character_stands_as_a_geta():
    made = epub.make_epub(gather(issues.one(headline=issues.CONTROL)))
    name = next(n for n in opened(made).namelist() if "article-" in n)

    assert f'<h1 class="lead">{"<br/>".join(issues.CONTROL_SEEN)}</h1>' in page(
        made, Path(name).name
    )


def test_photos_are_jpegs_with_their_descriptions_where_the_editor_put_them():
    article = make.public(body=RICH, headline="灯")
    make.photo(article, number=1, caption="", credit="", alt="")
    make.photo(article, number=2, caption="亮了", credit="鹿鸣", alt="路灯“亮”着")
    book = epub.make_epub(gather(issues.issue([article])))

    assert re.findall(r"<figure>.*?</figure>", page(book, f"article-{article.pk}.xhtml")) == [
        f'<figure><img src="photo-{article.pk}-1.jpg" alt="《灯》的配图"/></figure>',
        f'<figure><img src="photo-{article.pk}-2.jpg" alt="路灯“亮”着"/>'
        "<figcaption>亮了\N{IDEOGRAPHIC SPACE}鹿鸣 摄</figcaption></figure>",
    ]
    with Image.open(BytesIO(opened(book).read(f"EPUB/photo-{article.pk}-2.jpg"))) as photo:
        assert (photo.format, photo.size) == ("JPEG", (90, 60))


def test_links_lead_to_the_article_in_the_book_or_out_of_it(settings):
    settings.SITE_URL = "https://bulletin.example"
    other = make.public()
    hrefs = (f"/articles/{other.pk}/", "/articles/999999/", *LINKS)
    body = "".join(f'<p><a href="{href}">链</a></p>' for href in hrefs)
    article = make.public(body=body)
    book = epub.make_epub(gather(issues.issue([article, other])))

    assert re.findall(r'href="(?!style)([^"]*)"', page(book, f"article-{article.pk}.xhtml")) == [
        f"article-{other.pk}.xhtml",
        "https://bulletin.example/articles/999999/",
        "https://xn--fsqu00a.xn--fiqs8s/%E8%B7%AF%20%E5%BE%84/?%E9%97%AE=%E7%AD%94&amp;b=1%25",
        "mailto:a%20b@x.example",
        "tel:12345",
        "https://bulletin.example/campaigns/x/",
        "http://a_b.example/#%E8%8A%82",
    ]


def test_the_contents_name_each_page_with_its_articles():
    first, second, third = (make.public(headline=name) for name in ("甲", "乙", "丙"))
    book = epub.make_epub(gather(issues.issue([first, second], [], [third])))

    toc = page(book, "nav.xhtml").partition("</nav>")[0]
    assert re.findall(r'<a href="([^"]*)">([^<]*)</a>', toc) == [
        ("cover.xhtml", "封面"),
        ("page-1.xhtml", "第1版\N{IDEOGRAPHIC SPACE}版名1"),
        (f"article-{first.pk}.xhtml", "甲"),
        (f"article-{second.pk}.xhtml", "乙"),
        ("page-3.xhtml", "第3版\N{IDEOGRAPHIC SPACE}版名3"),
        (f"article-{third.pk}.xhtml", "丙"),
        ("colophon.xhtml", "本期说明"),
    ]


def test_nothing_that_is_not_public_comes_into_it():
    shown = make.public()
    draft = make.article(headline="还没签发")
    later = make.public(headline="明天才发", publish_at=timezone.now() + timedelta(days=1))
    book = opened(epub.make_epub(gather(issues.issue([shown, draft, later]))))

    text = "".join(book.read(name).decode() for name in book.namelist() if name.endswith("html"))
    assert [title for title in (str(shown), str(draft), str(later)) if title in text] == [
        str(shown)
    ]


def test_a_missing_photo_is_refused_by_name():
    article = make.public(headline="老街", photos=1)
    contents = gather(issues.issue([article]))
    for width in ("", "-1280", "-640"):
        photo = article.photos.get().image.name
        default_storage.delete(photo.replace(".webp", f"{width}.webp"))

    with pytest.raises(IssueRefused, match=rf"《老街》（稿号{article.pk}）图1的文件没有了"):
        epub.make_epub(contents)


def test_without_fonts_there_is_no_book(monkeypatch, tmp_path):
    monkeypatch.setenv("FONT_DIR", str(tmp_path))

    with pytest.raises(NoFonts):
        epub.make_epub(gather(issues.one()))


def test_the_cover_has_a_photo_where_there_is_a_large_one():
    plain = gather(issues.one())
    with Image.open(BytesIO(cover.make_cover(plain))) as picture:
        assert (picture.format, picture.size) == ("JPEG", cover.SIZE)
    article = make.public()
    make.photo(article, size=(900, 600))
    (sheet,) = plain.sheets
    piece = next(gather(issues.issue([article], month=issues.MONTH.replace(month=10))).pieces)
    pictured = replace(plain, sheets=(replace(sheet, pieces=(piece,)),))
    with Image.open(BytesIO(cover.make_cover(pictured))) as picture:
        red, green, blue = picture.getpixel((600, 700))
    assert abs(red - 0x0B) + abs(green - 0x50) + abs(blue - 0x58) < 20


RIVER = "一条河，四公里半，从北闸到江口，河上七座小码头，年轻人多半只认得江口那一座。"
QUOTING = "".join(f"<p>第{n}段，{RIVER * 2}</p>" for n in range(8)).replace(
    "第4段，", "老丁说：“水到膝盖，它就来。”"
)


@pytest.mark.parametrize("make_book", [epub.make_epub, web.make_web_archive])
def test_a_pull_quote_is_an_ornament_that_is_neither_read_aloud_nor_copied(make_book):
    made = make_book(gather(issues.one(body=QUOTING)))
    with zipfile.ZipFile(made if hasattr(made, "read") else BytesIO(made)) as book:
        (name,) = [each for each in book.namelist() if re.search(r"article(-|s/)\d", each)]
        text = book.read(name).decode()
    words = "“水到膝盖，它就来。”"
    assert text.count(words) == 2
    assert f'<div class="pulled" data-words="{words}" aria-hidden="true"></div>' in text


def test_an_article_with_a_picture_has_no_pull_quote():
    article = make.public(body=QUOTING)
    make.photo(article)
    made = epub.make_epub(gather(issues.issue([article])))
    assert 'class="pulled"' not in page(made, f"article-{article.pk}.xhtml")


def test_headlines_are_named_by_their_place_on_the_page():
    first, second = make.public(headline="头条"), make.public(headline="次条")
    made = epub.make_epub(gather(issues.issue([first, second])))
    assert '<h1 class="lead">头条</h1>' in page(made, f"article-{first.pk}.xhtml")
    assert '<h1 class="second">次条</h1>' in page(made, f"article-{second.pk}.xhtml")
