import os
import re
import subprocess
import sys
from dataclasses import astuple, replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from articles.exports.office.sheet import NoFonts, ProofRow, ReviewRow, SignOffSheet, make_pdf

DIGEST = "4c1e90b7a86d2f135be0c94407d1fa62e3987b501c64d8ae92f75b03d01122fd"
REVIEW = ReviewRow(
    level="终审",
    who="顾长宁",
    post="总编",
    when="2026年11月24日 20:05",
    opinion="同意签发，排头条。",
    passage="近三万居民夜路明",
    version="第8版",
    digest=DIGEST,
    verdict="终审签发",
)
VOIDED = replace(
    REVIEW,
    level="初审",
    who="沈砚秋",
    post="责任编辑",
    opinion="事实已与街道核过。",
    version="第5版",
    verdict="初审通过",
    voided="11月24日8:55改动正文，作废",
    remark="同一人另审过复审",
)
PROOF = ProofRow("一校", "宁望舒", "2026年11月24日 15:20", "改引号1处，补日期1处", "文字稿", False)
SHEET = SignOffSheet(
    paper="今日临江",
    serial="21986",
    number="临审〔2026〕1147",
    made="2026年11月24日20:06",
    kicker="民生实事进行时",
    headline="二十三条老巷换新灯　近三万居民夜路明",
    subhead="临江区“亮灯进巷”提前两个月完工",
    bylines=("通讯员 闻人月（澄河街道）", "摄影 宁望舒（本报）"),
    used=("网站，11月25日6:00", "第118期第一版头条"),
    size="1,291字，图片2幅",
    campaigns=("民生实事", "澄河两岸"),
    places=("澄河街道", "柳荫社区"),
    status="已签发",
    urgent=True,
    reviews=(VOIDED, REVIEW),
    proofs=(PROOF, replace(PROOF, number="二校", note="第一版，无", of="成版样张", stale=True)),
    findings="共7处：已改5处，判为不算错1处（“约七万度”，理由：口语，读者看得懂）",
    digest=DIGEST,
    covers="标题三行、正文、署名、图片2幅（按内容）、专栏与地点。",
    corrections=("11月26日更正：“约七万度”应为“约六万度”。",),
)
EMPTY = SignOffSheet(
    "今日临江", "1", "", "", "", "", "", (), (), "", (), (), "", False, (), (), "", "", ""
)

FOOT = re.compile("今日临江编辑部本单由留痕记录生成，记录只增不改(第[0-9]+页，共[0-9]+页)")
FURNITURE = re.compile(
    rf"{FOOT.pattern}|稿件审签单稿号21986.*?续前页|审级审签人、时间意见所审之版结论"
)


def pages(content):
    """What each page says, without spaces and line breaks: those are the setting's."""
    return [re.sub(r"\s", "", page.extract_text()) for page in PdfReader(BytesIO(content)).pages]


def words(value):
    match value:
        case str():
            yield re.sub(r"\s", "", value)
        case tuple():
            for each in value:
                yield from words(each)


def test_everything_on_the_sheet_can_be_copied_from_it():
    [page] = pages(make_pdf([SHEET]))
    shortened = {DIGEST: "4c1e90b7…22fd"}

    assert [word for word in words(astuple(SHEET)) if shortened.get(word, word) not in page] == []
    assert DIGEST in page
    assert "加急" in page
    assert "校后稿件有改动" in page


def test_an_empty_sheet_says_what_is_not_there_yet():
    assert pages(make_pdf([EMPTY])) == [
        "今日临江稿件审签单稿号1（无题）署名无署名用于未定篇幅未计专栏无地点无现状未定"
        "三审审级审签人、时间意见所审之版结论尚无审签记录"
        "三校校次校对人、时间所校结果尚无校对记录"
        "校对意见与校验意见无签发文本SHA-256尚未签发"
        "今日临江编辑部本单由留痕记录生成，记录只增不改第1页，共1页"
    ]


@pytest.mark.parametrize(
    "typed",
    [
        '#panic("x") #read("/etc/passwd") $x$ <b>粗</b> *a* _b_ `c` @d // e /* f */',
        "\\u{4e00} [g]{h} ~ -- --- ... \"i\" 'j' = 标题 + 列表",
        "（" + "！" * 60 + "）",
        "https://example.com/" + "a1" * 40,
        "陈桄、喆、堃、𬱖、𬭎",
    ],
)
def test_what_people_type_is_printed_and_never_run(typed):
    everywhere = replace(
        SHEET,
        headline=typed,
        bylines=(typed,),
        reviews=(replace(REVIEW, opinion=typed, passage=typed, post=typed),),
        proofs=(replace(PROOF, note=typed),),
        findings=typed,
    )
    text = FURNITURE.sub("", "".join(pages(make_pdf([everywhere]))))

    assert text.count(re.sub(r"\s", "", typed)) == 7


def test_a_character_that_no_font_has_is_printed_as_a_gap_that_shows():
    typed = "鱼😀ខម尾\x00\x07\x1b头\u202e倒\ud800\U000e0041药\u200b\ufe0f方"
    [page] = pages(make_pdf([replace(SHEET, findings=typed)]))

    assert "意见鱼😀〓〓尾头倒〓药方签发文本" in page


def test_a_long_opinion_is_whole_and_its_pages_carry_the_head_of_the_table():
    opinion = "".join(
        f"第{n}处，人数与城管委台账不符，请与澄河街道核准后再报。" for n in range(1, 80)
    )
    read = pages(make_pdf([replace(SHEET, reviews=(replace(REVIEW, opinion=opinion),))]))

    assert opinion in FURNITURE.sub("", "".join(read))
    assert ["审级审签人、时间" in page for page in read] == [True, True]
    assert ["续前页" in page for page in read] == [False, True]


def test_each_sheet_numbers_its_own_pages():
    long = replace(SHEET, reviews=(VOIDED,) * 12)
    numbers = FOOT.findall("".join(pages(make_pdf([long, SHEET, long]))))

    assert numbers == [
        "第1页，共2页",
        "第2页，共2页",
        "第1页，共1页",
        "第1页，共2页",
        "第2页，共2页",
    ]


def test_the_same_sheets_give_the_same_bytes_in_another_process():
    code = (
        "import sys; from articles.tests.exports.office import test_sheet as t;"
        "sys.stdout.buffer.write(t.make_pdf([t.SHEET, t.EMPTY]))"
    )
    again = [
        subprocess.check_output(
            [sys.executable, "-c", code], env=os.environ | {"PYTHONHASHSEED": n}
        )
        for n in "12"
    ]

    assert again == [make_pdf([SHEET, EMPTY])] * 2


def test_the_sheet_is_an_archival_document_that_a_screen_reader_can_read():
    reader = PdfReader(BytesIO(make_pdf([SHEET])))
    root = reader.trailer["/Root"]
    claims = root["/Metadata"].get_data().decode()
    fonts = [
        font["/DescendantFonts"][0]["/FontDescriptor"]
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()
    ]

    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("zh-CN", True)
    assert reader.metadata.title == "稿件审签单　21986　二十三条老巷换新灯　近三万居民夜路明"
    # 20:06 in Beijing.
    assert reader.metadata.creation_date.isoformat() == "2026-11-24T12:06:00+00:00"
    assert re.findall(r"<pdf(aid|uaid):(part|conformance)>(\w)", claims) == [
        ("aid", "part", "2"),
        ("aid", "conformance", "A"),
        ("uaid", "part", "1"),
    ]
    assert [
        font["/FontName"] for font in fonts if not {"/FontFile2", "/FontFile3"} & set(font)
    ] == []


def test_without_fonts_there_is_a_command_to_run_and_no_sheet(monkeypatch, tmp_path):
    monkeypatch.setenv("FONT_DIR", str(tmp_path))

    with pytest.raises(NoFonts) as refusal:
        make_pdf([SHEET])
    assert str(refusal.value) == (
        "没有可用的中文字体，文件没有生成。请先运行make fonts装好字体，再试一次。"
    )
