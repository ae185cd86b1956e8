"""An article as it goes into a 公众号."""

import re
from datetime import date, datetime
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from lxml import html as lxml_html
from PIL import Image

from articles.exports.wechat.piece import compose_piece
from articles.models import Article, Role, SiteSettings
from articles.tests import make
from articles.text.wechat import check_html

pytestmark = pytest.mark.django_db


def composed(article):
    row = Article.objects.with_parts().get(pk=article.pk)
    return compose_piece(row, SiteSettings.objects.current())


BODY = (
    '<p>江边<strong>步道</strong>通了，<a href="https://news.example.cn/">前文</a>，<em>请慢行</em>，'
    '约10<sup>4</sup>米。</p><h2>夜里</h2><figure data-photo="1"></figure>'
    "<blockquote><p>灯&lt;亮</p></blockquote><ul><li><p>一盏</p></li></ul>"
    '<ol start="3"><li><p>第三</p></li></ol>'
    "<table><tbody><tr><th><p>街道</p></th><th><p>盏</p></th></tr>"
    "<tr><td><p>澄河</p></td></tr></tbody></table>"
)


@pytest.fixture
def article():
    row = make.public(
        kicker="民生实事",
        headline="老巷换新灯　夜路明",
        subhead="提前两个月",
        body=BODY,
        photos=1,
        publish_at=datetime(2026, 11, 20, 8, tzinfo=timezone.get_current_timezone()),
    )
    make.byline(row, make.reporter("闻人月"))
    make.byline(row, make.reporter("宁望舒"), Role.PHOTOGRAPHER)
    make.byline(row, make.reporter("沈砚秋"), Role.EDITOR)
    row.corrections.create(text="“五百”应为“五百零二”。", corrected_on=date(2026, 11, 21))
    return row


def test_only_what_wechat_keeps_is_in_it(article):
    piece = composed(article)
    root = lxml_html.fragment_fromstring(piece.html)
    tags = {each.tag for each in root.iter()}
    attributes = {name for each in root.iter() for name in each.attrib}

    assert tags == {
        "section",
        "p",
        "strong",
        "span",
        "sup",
        "img",
        "table",
        "tbody",
        "tr",
        "th",
        "td",
    }
    assert attributes == {"style", "src", "alt"}
    assert list(check_html(piece.html)) == []


def test_every_word_stands_in_it_once_and_in_order(article):
    piece = composed(article)
    words = "".join(lxml_html.fragment_fromstring(piece.html).itertext())

    assert words == (
        "民生实事提前两个月通讯员 闻人月　摄影 宁望舒江边步道通了，前文，请慢行，约104米。夜里"
        "江边步道。　鹿鸣 摄灯<亮• 一盏3. 第三街道盏澄河"
        "更正：“五百”应为“五百零二”。（2026年11月21日）责编 沈砚秋来源：今日临江　2026年11月20日"
    )
    assert (piece.title, piece.author) == ("老巷换新灯 夜路明", "闻人月")
    assert piece.source_url.endswith(article.get_absolute_url())


def test_what_it_loses_there_is_told(article):
    assert [note.code for note in composed(article).notes] == ["link", "emphasis", "picture"]


def test_the_plain_text_has_everything_too(article):
    assert composed(article).text == (
        "民生实事\n老巷换新灯 夜路明\n提前两个月\n通讯员 闻人月　摄影 宁望舒\n\n"
        "　　江边步道通了，前文，请慢行，约10⁴米。\n\n夜里\n〔图1：江边步道。　鹿鸣 摄〕\n"
        "　　灯<亮\n　　• 一盏\n　　3. 第三\n街道　盏\n澄河\n\n"
        "更正：“五百”应为“五百零二”。（2026年11月21日）\n责编 沈砚秋\n"
        "来源：今日临江　2026年11月20日\n"
    )


def test_what_is_typed_stays_text(article):
    evil = '"><script>alert(1)</script>'
    Article.objects.update(kicker=evil, subhead=evil, source=evil, headline=evil)
    article.photos.update(caption=evil, alt=evil)

    piece = composed(article)

    assert "<script" not in piece.html
    assert {each.tag for each in lxml_html.fragment_fromstring(piece.html).iter()} & {
        "script"
    } == set()


def test_a_title_or_text_that_is_too_long_stops_it_and_names_are_as_many_as_fit():
    row = make.public(headline="长" * 33, body="<p>" + "字" * 19_990 + "</p>")
    for name in ("东方红日上", "西门吹雪夜", "南宫问天明", "北堂墨染衣"):
        make.byline(row, make.reporter(name))

    piece = composed(row)

    assert [(note.code, note.stops) for note in piece.notes] == [("title", True), ("content", True)]
    assert piece.author == "东方红日上、西门吹雪夜"
    assert [note.code for note in piece.titled("短题").notes] == ["content"]


def test_photos_are_given_as_jpeg_below_a_megabyte_and_a_lost_file_as_nothing():
    row = make.public()
    make.photo(row, drawn=make.scene(3, (1600, 1200)))
    [picture] = composed(row).pictures
    data = picture.read()
    photo, cover = Image.open(BytesIO(data)), Image.open(BytesIO(picture.read_cover()))

    assert (photo.format, photo.width, len(data) < 1_000_000, cover.size) == (
        "JPEG", 1280, True, (900, 383)
    )  # fmt: skip
    default_storage.delete(re.sub(r"\.webp$", "-1280.webp", picture.file))
    assert (picture.read(), picture.read_cover()) == (b"", b"")


KEPT = [
    ("<p>约10<sup>4</sup>亩、CO<sub>2</sub>，<em>不得</em>入内，<strong>限<em>高</em></strong>2米。</p>",
     "约10^4亩、CO_2，不得入内，限高2米。"),
    ('<ol start="3"><li>第三</li><li>第四<strong>条</strong></li></ol><p>间。</p>'
     '<ol start="5"><li>接着</li></ol>', "3. 第三|4. 第四条|间。|5. 接着"),
    ("<p>一、甲</p><p>（二）乙</p><ul><li>丙</li></ul>", "一、甲|（二）乙|• 丙"),
    ("<table><tr><th>街道</th><th>亩</th></tr><tr><td>澄河</td><td>1.5</td></tr>"
     "<tr><td>合计</td><td>10<sup>2</sup></td></tr></table>", "街道|亩|澄河|1.5|合计|10^2"),
    ("<blockquote><p>灯&lt;亮&amp;了</p><p>路通了</p></blockquote><p>完。</p>",
     "灯<亮&了|路通了|完。"),
    ("<p>见https://example.cn/a?b=1&amp;d=2和 English words。</p>",
     "见https://example.cn/a?b=1&d=2和 English words。"),
    ('<p>头。</p><figure data-photo="1"></figure><p>尾。</p>',
     "头。|江边步道。\u3000鹿鸣 摄|尾。"),
]  # fmt: skip


@pytest.mark.parametrize(("html", "told"), KEPT)
def test_every_character_of_a_body_is_in_the_piece_and_in_its_plain_text(html, told):
    piece = composed(make.public(headline="灯亮了", body=html, photos=int("figure" in html)))
    marked = piece.html.replace("<sup>", "<sup>^").replace("<sub>", "<sub>_")
    root = lxml_html.fragment_fromstring(marked)
    shown = [each.text_content() for each in root.iter("p", "td", "th") if each.text_content()]
    small = {"^4": "⁴", "^2": "²", "_2": "₂"}

    assert "|".join(shown[:-1]) == told  # the last one tells the source
    plain = "".join(piece.text.split())
    for mark, letter in small.items():
        told = told.replace(mark, letter)
    assert [part for part in told.split("|") if "".join(part.split()) not in plain] == []
