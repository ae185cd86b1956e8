import gc
import os
import re
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from hashlib import sha256
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image
from pypdf import PdfReader

from articles import photos
from articles.exports.contents import IssueRefused, Picture
from articles.exports.newspaper import pdf, reading
from articles.exports.newspaper.shots import Shots
from articles.fonts import NoFonts
from articles.tests import make
from articles.tests.contents import RIVER, issue, paragraph, paragraphs, piece
from articles.text.body import Block, Run


def picture(number, size=(90, 60)):
    name = photos.store(default_storage, ContentFile(make.picture(size))).name
    return Picture(number, name, *size, f"第{number}幅图。", "鹿鸣", "江边有人散步", "")


SMALL = issue(
    ("要闻", [piece(1, kind="lead", kicker="澄河两岸", subhead="走了三天"), piece(2)]),
    ("街里街坊", [piece(3, kind="lead", body=(*paragraphs(2), Block("crosshead", (Run("北闸"),)),
                                          paragraph("门卫老丁收伞。")))]),
    corrections=("“约七万度”应为“约六万度”。",),
)  # fmt: skip


def words(document):
    """All that is read, page by page, without spaces: a paragraph goes on in the next column."""
    pages = PdfReader(BytesIO(document)).pages
    return "".join("".join(re.sub(r"\s", "", page.extract_text()) for page in pages))


def bookmarks(document):
    reader = PdfReader(BytesIO(document))

    def titles(entries):
        for entry in entries:
            yield from titles(entry) if isinstance(entry, list) else [entry.title]

    return list(titles(reader.outline))


@pytest.fixture(scope="module")
def small():
    return pdf.make_newspaper(SMALL)


@pytest.fixture(scope="module")
def reading_edition():
    return reading.make_reading(SMALL)


@pytest.fixture(params=["newspaper", "reading edition"])
def either(request, small, reading_edition):
    return small.pdf if request.param == "newspaper" else reading_edition


def test_the_front_page_says_what_paper_it_is_and_of_which_day(small):
    front = re.sub(r"\s", "", PdfReader(BytesIO(small.pdf)).pages[0].extract_text())
    wanted = ["今日临江", "2026年11月30日", "星期一农历丙午年十月廿二", "第11期（总第118期）",
              "主办：临江区融媒体中心", "今日2版", "第3座码头2版"]  # fmt: skip
    assert [each for each in wanted if each not in front] == []


def test_the_last_page_says_who_answers_for_it(small):
    last = re.sub(r"\s", "", PdfReader(BytesIO(small.pdf)).pages[1].extract_text())
    wanted = ["02版", "街里街坊", "更正", "“约七万度”应为“约六万度”。", "准印证0000号",
              "责任编辑：沈砚秋校对：宁望舒"]  # fmt: skip
    assert [each for each in wanted if each not in last] == []


def test_every_paragraph_is_printed_once(either):
    text = words(either)
    for each in SMALL.pieces:
        for block in each.body:
            same = sum(other.text.count(block.text) for p in SMALL.pieces for other in p.body)
            assert (block.text, text.count(block.text)) == (block.text, same)


@pytest.mark.parametrize(
    ("on_each", "listed"),
    [
        (3, [18]),
        (4, [24]),  # closer together: three would have stood alone on a second page
        (6, [21, 15]),
    ],
)
def test_a_list_of_contents_stays_on_one_page_as_long_as_it_can(on_each, listed):
    short = (paragraph(RIVER),)
    months = issue(*(
        (name, [piece(10 * n + i, body=short) for i in range(on_each)])
        for n, name in enumerate(("要闻", "街里街坊", "老街新事", "民生", "文化", "综合"), 1)
    ))  # fmt: skip
    pages = [page.extract_text() for page in PdfReader(BytesIO(reading.make_reading(months))).pages]
    entries = [len(re.findall(r"第\d+座码头 *\d+$", text, re.M)) for text in pages]
    assert [count for count in entries if count] == listed


def test_bookmarks_lead_to_each_page_and_each_article(small, reading_edition):
    assert bookmarks(small.pdf) == [
        "今日临江", "第01版\u3000要闻", "第1座码头", "第2座码头", "街里街坊", "第3座码头", "更正",
    ]  # fmt: skip
    assert bookmarks(reading_edition) == [
        "今日临江", "第1版\u3000要闻", "第1座码头", "第2座码头",
        "第2版\u3000街里街坊", "第3座码头", "更正",
    ]  # fmt: skip


def test_it_says_that_it_is_archival_accessible_and_in_chinese(either):
    catalog = PdfReader(BytesIO(either)).root_object
    xmp = catalog["/Metadata"].get_data().decode()
    assert catalog["/MarkInfo"]["/Marked"]
    assert re.findall(r"<(?:pdfaid|pdfuaid):(?:part|conformance)>(\w)", xmp) == ["2", "A", "1"]
    assert catalog["/Lang"] == "zh-CN"


def tags(document):
    """How often each kind of element stands in what is read aloud."""
    found, waiting = Counter(), [PdfReader(BytesIO(document)).root_object["/StructTreeRoot"]]
    while waiting:
        element = waiting.pop().get_object()
        found[element.get("/S", "")] += 1
        below = element.get("/K", [])
        below = below if isinstance(below, list) else [below]
        waiting += [each for each in below if hasattr(each.get_object(), "get")]
    return found


@pytest.mark.parametrize("made", [lambda each: pdf.make_newspaper(each).pdf, reading.make_reading])
def test_lists_and_quotations_are_read_as_what_they_are(made):
    def items(*texts):
        return tuple((Run(text),) for text in texts)

    body = (
        *paragraphs(20),  # so that no list runs over two columns
        paragraph("要带三样："),
        Block("ordered", items=items("身份证", "户口本", RIVER)),
        Block("list", items=items("不收费", "不预约")),
        Block("quote", items=items(RIVER)),
    )
    found = tags(made(issue(("要闻", [piece(1, body=body)]))))
    assert {kind: found[kind] for kind in ("/L", "/LI", "/Lbl", "/LBody", "/BlockQuote")} == {
        "/L": 2, "/LI": 5, "/Lbl": 5, "/LBody": 5, "/BlockQuote": 1,
    }  # fmt: skip


def test_the_picture_of_a_page_knows_where_its_articles_stand(small):
    assert [(page.page, page.sheets) for page in small.pages] == [(1, 1), (2, 1)]
    # The front page's 导读 names the third, which stands on the second page.
    assert [[zone.article for zone in page.zones] for page in small.pages] == [[1, 2, 3], [3]]
    for page in small.pages:
        assert page.large[8:12] == page.small[8:12] == b"WEBP"
        for zone in page.zones:
            assert 0 < zone.x < zone.x + zone.width < 1
            assert 0 < zone.y < zone.y + zone.height < 1


def test_what_a_page_cannot_hold_flows_on_and_it_says_how_much():
    full = issue(
        ("要闻", [piece(n, body=paragraphs(9, 3)) for n in range(1, 6)]), ("末版", [piece(9)])
    )
    made = pdf.make_newspaper(full)
    (number, characters), *more = made.overset
    assert (number, more) == (1, [])
    assert "要闻（续）" in words(made.pdf)
    first, last = made.pages
    assert [(page.page, page.sheets) for page in made.pages] == [(1, 2), (2, 1)]
    sizes = [Image.open(BytesIO(data)).size for data in (first.large, last.large, first.small)]
    assert sizes == [(1300, 2 * 1838), (1300, 1838), (520, 735)]
    where = {zone.article: zone.y for zone in first.zones if zone.article != 9}
    over = [article for article, y in where.items() if y > 0.5]
    assert (sorted(where), 1 in over, bool(over)) == ([1, 2, 3, 4, 5], False, True)
    assert characters == sum(
        len(block.text) for each in full.pieces if each.article in over for block in each.body
    )


def test_what_several_pages_cannot_hold_shares_one_sheet_that_names_them():
    full = issue(*(
        (name, [piece(10 * n + i, body=paragraphs(9, 3)) for i in range(1, 6)])
        for n, name in enumerate(("要闻", "民生"))
    ))  # fmt: skip
    made = pdf.make_newspaper(full)
    assert [number for number, _ in made.overset] == [1, 2]
    assert len(PdfReader(BytesIO(made.pdf)).pages) == 3
    assert "要闻、民生（续）" in words(made.pdf)
    assert [(page.page, page.sheets) for page in made.pages] == [(1, 2), (2, 1)]


@pytest.mark.parametrize(
    "body",
    [paragraphs(60, 4), (paragraph(RIVER * 200),), (paragraph("河" * 8_000),)],
    ids=["many paragraphs", "one paragraph", "without a mark"],
)
def test_an_article_longer_than_a_page_is_all_there(body):
    long = issue(("要闻", [piece(1, kind="lead", body=body), piece(2)]))
    made = pdf.make_newspaper(long, with_pictures=False).pdf
    text = words(made)
    assert text.count("河") >= sum(block.text.count("河") for block in body)
    assert "上接第01版" in text
    assert [each for each in bookmarks(made) if "座" in each] == ["第1座码头", "第2座码头"]


def test_forty_photos_are_all_shown_with_their_captions():
    photos = tuple(picture(n, (60, 90) if n % 3 else (90, 60)) for n in range(1, 41))
    made = pdf.make_newspaper(issue(("要闻", [piece(1, pictures=photos)])), with_pictures=False)
    text = words(made.pdf)
    assert [n for n in range(1, 41) if text.count(f"第{n}幅图。鹿鸣摄") != 1] == []


def test_a_photo_stands_between_the_paragraphs_where_the_editor_put_it():
    body = (paragraph("先说河。" * 20), Block("photo", photo=1), paragraph("再说桥。" * 20))
    placed = issue(("要闻", [piece(1, kind="lead", body=body, pictures=(picture(1),))]))
    for document in (
        pdf.make_newspaper(placed, with_pictures=False).pdf,
        reading.make_reading(placed),
    ):
        text = words(document)
        assert text.index("先说河。") < text.index("第1幅图。") < text.index("再说桥。")


HOSTILE = (
    '#panic("x")', '#read("/etc/passwd")', "$x$*粗*_斜_`码`", "<b>甲</b>", "{{x}}{%csrf%}",
    "=SUM(A1)", "//注释", "@谁", "<标>", "W" * 300, "！" * 40, "\\#",
)  # fmt: skip


def test_words_that_mean_something_to_a_machine_are_printed_as_they_are():
    hostile = issue(
        ("#v(1)", [piece(1, headline='#panic("题")', kicker="<i>", subhead="$y$", signed=(),
                         body=tuple(map(paragraph, HOSTILE)))]),
    )  # fmt: skip
    for document in (
        pdf.make_newspaper(hostile, with_pictures=False).pdf,
        reading.make_reading(hostile),
    ):
        text = words(document)
        wanted = [*HOSTILE, "#v(1)", '#panic("题")', "<i>", "$y$"]
        assert [each for each in wanted if each not in text] == []


@pytest.mark.parametrize("made", [pdf.make_newspaper, reading.make_reading])
def test_what_no_font_has_is_refused_by_the_name_of_the_article(made):
    asked = issue(
        ("要闻", [piece(1), piece(7, headline="好", body=(paragraph("笑ខ铃\x07\ufffe"),))])
    )
    with pytest.raises(IssueRefused) as refusal:
        made(asked)
    assert str(refusal.value) == (
        "《好》（稿号7）有印不出的字符“ខ”（U+1781）、（U+FFFE），"
        "请改掉再导出，或者请管理员装上有这些字的字体（make fonts）。"
    )


def test_what_nobody_sees_is_left_out():
    seen = issue(("要闻", [piece(1, body=(paragraph("零\u200b宽\ufeff格\xa0子"),))]))
    assert "零宽格子" in words(reading.make_reading(seen))


@pytest.mark.parametrize("following", [0, 8])  # pages that are set while others are made up
def test_a_photo_that_is_gone_is_refused_by_the_name_of_the_article(following):
    gone = replace(picture(1), file="photos/gone.webp")
    others = [("民生", [piece(100 + n, body=paragraphs(60))]) for n in range(following)]
    with pytest.raises(IssueRefused) as refusal:
        pdf.make_newspaper(issue(("要闻", [piece(7, pictures=(gone,))]), *others))
    assert str(refusal.value) == "《第7座码头》（稿号7）图1的文件没有了或已损坏，请重新上传再导出。"


def test_without_fonts_nothing_is_made(monkeypatch, tmp_path):
    monkeypatch.setenv("FONT_DIR", str(tmp_path))
    for made in (pdf.make_newspaper, reading.make_reading):
        with pytest.raises(NoFonts):
            made(SMALL)


def test_a_photo_is_prepared_once_where_paper_asks_for_more_than_it_has(tmp_path):
    narrow, wide = picture(1, (1200, 40)), picture(2, (2000, 40))
    with ThreadPoolExecutor(1) as pool:
        shots = Shots(tmp_path, pool)
        names = [
            shots.file(each, points, piece(1))
            for each in (narrow, wide)
            for points in (100, 400, 700)  # in a column, over three, across the page
        ]
        shots.wait()

    assert names == ["0.jpg", "1.jpg", "1.jpg", "2.jpg", "3.jpg", "4.jpg"]
    widths = [Image.open(tmp_path / name).width for name in names]
    assert widths == [640, 1200, 1200, 640, 1280, 1800]


_DIGESTS = """
import django; django.setup()
from hashlib import sha256
from articles.exports.newspaper import pdf, reading
from articles.tests.exports.newspaper.test_pdf import SMALL
made = pdf.make_newspaper(SMALL)
files = [made.pdf, *(page.large + page.small for page in made.pages), reading.make_reading(SMALL)]
print(*(sha256(each).hexdigest() for each in files))
"""


@pytest.mark.parametrize("made", [True, False])
def test_python_collects_garbage_as_before_once_the_newspaper_is_made_or_refused(made):
    usual = gc.get_threshold()
    gc.set_threshold(700, *usual[1:])
    before = gc.get_threshold()
    if made:
        pdf.make_newspaper(SMALL, with_pictures=False)
    else:
        with pytest.raises(IssueRefused):
            pdf.make_newspaper(issue(("要闻", [piece(1, headline="灯\U0001343f")])))
    after = gc.get_threshold()
    gc.set_threshold(*usual)
    assert after == before


def test_two_processes_make_the_same_files(small, reading_edition):
    other = subprocess.run(
        [sys.executable, "-c", _DIGESTS],
        env={
            **os.environ,
            "PYTHONHASHSEED": "1",
            "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        },
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    files = [small.pdf, *(page.large + page.small for page in small.pages), reading_edition]
    assert other.split() == [sha256(each).hexdigest() for each in files]
    assert len(files) == 4
