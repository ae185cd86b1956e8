"""What is printed alike wherever an article is read: on the site, at review and in every file."""

import re
import zipfile
from html.parser import HTMLParser
from io import BytesIO

import pytest
from docx import Document
from pypdf import PdfReader

from articles.exports.book import epub, web
from articles.exports.contents import gather
from articles.exports.data import originals, table
from articles.exports.newspaper import pdf, reading
from articles.exports.office import sheet, signing
from articles.exports.word import document
from articles.models import Article, Role, SiteSettings
from articles.tests import issues, make
from articles.tests.clients import client_of, url
from articles.text.characters import UNSEEN, clean_for_screen
from articles.text.credit import credit_line

pytestmark = [pytest.mark.django_db, pytest.mark.once]


class Page(HTMLParser):
    """The text of a page."""

    def __init__(self, html):
        super().__init__()
        self.text = ""
        self.feed(html)

    def handle_data(self, data):
        self.text += data


def squeezed(text):
    """Without spaces: those are the setting's."""
    return re.sub(r"\s", "", text)


def files(content, ending):
    """The files of a ZIP with such names, one after the other."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        found = [archive.read(name).decode() for name in archive.namelist() if ending in name]
    return "".join(found)


def printed(content):
    return "".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)


def strings(workbook):
    return Page(files(workbook, "sharedStrings")).text


def outputs(client, article):
    """All that is read in each place where the article of an issue of its own is read."""
    contents = gather(issues.issue([article]))
    with zipfile.ZipFile(originals.make_originals(contents)) as archive:
        listed = archive.read(originals.LIST)
    word = Document(BytesIO(document.make_docx(contents)))
    review = client_of(make.editor()).get(url("review", article))
    return {
        "site": Page(client.get(article.get_absolute_url()).content.decode()).text,
        "review": Page(review.content.decode()).text,
        "newspaper": printed(pdf.make_newspaper(contents, with_pictures=False).pdf),
        "reading edition": printed(reading.make_reading(contents)),
        "e-book": Page(files(epub.make_epub(contents), "article-")).text,
        "web archive": Page(files(web.make_web_archive(contents).read(), "articles/")).text,
        "Word": "\n".join(paragraph.text for paragraph in word.paragraphs),
        "originals": strings(listed),
    }


CREDITS = (
    "林望", "宁望舒 摄", "闻人月/摄", "费知夏摄", "鹿鸣、顾临川", "区教育局供图", "区总工会提供",
    "资料图片", "新华社发", "新华社记者 何秋池 摄", "新华社发（温故 摄）", "视觉中国", "IC photo",
    "程一诺 制图", "图/沈砚秋", "AI生成", "区融媒体中心", "Li Wang", "解忧。", "",
)  # fmt: skip


def test_a_credit_is_the_same_wherever_the_photo_is_printed(client):
    article, wanted = make.public(), []
    for number, credit in enumerate(CREDITS, 1):
        caption = f"第{number}幅。"
        make.photo(article, number=number, caption=caption, credit=credit, alt=f"图{number}")
        wanted.append(caption + squeezed(credit_line(credit)))

    found = {output: squeezed(text) for output, text in outputs(client, article).items()}
    assert {
        output: [each for each in wanted if each not in text or f"{each}摄" in text]
        for output, text in found.items()
    } == {output: [] for output in found}


#: Each of the characters that no output shows, between two that all do.
BETWEEN = "".join(f"江{each}边" for each in UNSEEN[1:] if clean_for_screen(f"江{each}边") == "江边")


def test_what_nobody_sees_is_in_no_output(client):
    few = BETWEEN[: 3 * 20] + "江\u200e边江\u202e边江\u2069边"
    article = make.public(
        headline=f"主题{few}", kicker=f"引题{few}", subhead=f"副题{few}", summary=f"摘要{few}",
        body=f"<p>正文{BETWEEN}</p><h2>{few}</h2>",
    )  # fmt: skip
    make.photo(article, caption=few, credit=f"林\u200e望{few[-9:]}供图", alt=few)
    make.byline(article, make.reporter("费\u200e知\u202e夏"), role=Role.CORRESPONDENT,
                unit=make.unit("柳\u200b桥街道"))  # fmt: skip
    office = signing.sheet_of(Article.objects.get(pk=article.pk), SiteSettings.objects.current())
    contents = gather(issues.issue([article], month=issues.MONTH.replace(month=9)))
    found = outputs(client, article) | {
        "sign-off sheet": printed(sheet.make_pdf([office])),
        "workbook": strings(table.make_xlsx(contents)),
    }

    assert {output: set(text) & set(UNSEEN) for output, text in found.items()} == {
        output: set() for output in found
    }
    # The last two and the list of photos show no body.
    bodies = [output for output, text in found.items() if "正文江边江边江边江边" in squeezed(text)]
    assert bodies == list(found)[:7]
    named = [output for output, text in found.items() if "费知夏" in squeezed(text)]
    assert named == [output for output in found if output != "originals"]


def test_a_headline_has_one_space_where_it_is_on_one_line(client):
    article = make.public(headline="　上行　　下行　", photos=1)
    contents = gather(issues.issue([article]))
    word = Document(BytesIO(document.make_docx(contents)))
    page = client.get(article.get_absolute_url()).content.decode()
    feed = client.get("/feeds/latest.atom").content.decode()

    found = {
        "site": re.findall("<title>(.*?)·", page),
        "feed": re.findall("<entry><title>(.*?)</title>", feed),
        "e-book": re.findall(r">(上行[^<]*)</a>", files(epub.make_epub(contents), "nav")),
        "web archive": re.findall(
            "<title>(.*?) ·", files(web.make_web_archive(contents).read(), "articles/")
        ),
        "Word": [each.text for each in word.paragraphs if each.style.name == "toc 2"],
        "workbook": re.findall("上.*下行", strings(table.make_xlsx(contents))),
    }
    assert found == {output: ["上行 下行"] for output in found}
