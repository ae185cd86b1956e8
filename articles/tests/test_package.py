"""整期资料包, the package of an issue: what is in it, and how it is verified."""

import zipfile
from datetime import UTC, datetime
from io import BytesIO

import pytest

from articles import roles, sealing
from articles.exports.bundle import pack_zip
from articles.exports.contents import gather
from articles.exports.data.originals import make_originals
from articles.models import Format
from articles.tests import issues, make
from articles.tests.plans import OCTOBER, issue_of, make_files
from articles.text.checksums import read_sums, write_sums

pytestmark = [pytest.mark.django_db, pytest.mark.once]

TEXT = """\
为民办实事
老街亮了
——三条巷子装上路灯
记者 闻人月\N{IDEOGRAPHIC SPACE}通讯员 鹿鸣（街道办）

〔图1\N{FULLWIDTH COLON}灯亮了\N{IDEOGRAPHIC SPACE}鹿鸣 摄〕
\N{IDEOGRAPHIC SPACE}\N{IDEOGRAPHIC SPACE}新铺了10⁴米电缆。

一盏灯一个名
\N{IDEOGRAPHIC SPACE}\N{IDEOGRAPHIC SPACE}2. 东巷
\N{IDEOGRAPHIC SPACE}\N{IDEOGRAPHIC SPACE}3. 西巷
巷\N{IDEOGRAPHIC SPACE}盏
东\N{IDEOGRAPHIC SPACE}12

2026年11月20日
"""
BODY = (
    "<p>新铺了10<sup>4</sup>米电缆。</p><h3>一盏灯一个名</h3>"
    '<ol start="2"><li>东巷</li><li>西巷</li></ol>'
    "<table><tr><th>巷</th><th>盏</th></tr><tr><td>东</td><td>12</td></tr></table>"
)


def package_of(*articles):
    with zipfile.ZipFile(make_originals(gather(issues.issue(list(articles))))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_each_article_is_a_text_beside_its_photos_and_every_file_has_its_hash():
    article = make.public(
        headline="老街亮了",
        kicker="为民办实事",
        subhead="——三条巷子装上路灯",
        body=BODY,
        publish_at=datetime(2026, 11, 20, tzinfo=UTC),
    )
    make.byline(article, make.reporter("闻人月"), role="staff")
    make.byline(
        article, make.reporter("鹿鸣"), role="correspondent", unit=make.unit("街道办"), position=2
    )
    make.photo(article, number=1, caption="灯亮了", credit="鹿鸣")
    found = package_of(article, make.article(headline="还没签发", photos=1))

    assert list(found) == [
        "说明.txt", "第01版/01-老街亮了.txt", "第01版/01-老街亮了-图1.jpg", "图片说明.xlsx",
        "SHA256SUMS",
    ]  # fmt: skip
    assert found["第01版/01-老街亮了.txt"].decode("utf-8-sig").replace("\r\n", "\n") == TEXT
    sums = {name: sealing._hash([data]) for name, data in found.items() if name != "SHA256SUMS"}
    assert found["SHA256SUMS"].decode() == write_sums(sums)


def test_two_articles_of_one_headline_are_two_files():
    found = package_of(make.public(headline="银杏"), make.public(headline="银杏"))

    assert [name for name in found if name.startswith("第01版")] == [
        "第01版/01-银杏.txt",
        "第01版/02-银杏.txt",
    ]


def test_a_list_of_hashes_is_read_as_it_was_written():
    digests = {"第01版/01-银杏 黄了.txt": "a" * 64, "图片说明.xlsx": "0" * 64}

    assert read_sums(write_sums(digests) + "没有校验码的一行\n") == digests


@pytest.fixture
def package():
    """A sealed issue with a package of three files, and its entries."""
    issue = issue_of(make.public())
    entries = {"第01版/01-灯.txt": b"a", "第01版/01-灯-图1.jpg": b"b", "图片说明.xlsx": b"c"}
    sums = write_sums({name: sealing._hash([data]) for name, data in entries.items()})
    entries["SHA256SUMS"] = sums.encode()
    make_files(issue, [each for each in Format if each != Format.ORIGINALS])
    make_files(issue, [Format.ORIGINALS], package=pack_zip(entries.items(), OCTOBER))
    return sealing.seal(issue, by=make.member(roles.CHIEF)), entries


def verdict(name, content):
    found = sealing.verify(name, content)
    return found.as_sealed, found.text


def test_the_package_and_each_file_that_was_taken_out_of_it_are_verified(package):
    issue, entries = package
    whole = issue.files.get(name="2026-10-photos.zip").file.open("rb").read()

    assert verdict("下载.zip", whole) == (
        True,
        "与2026年10月号封存的相符，原名2026-10-photos.zip",
    )
    assert verdict("灯.txt", entries["第01版/01-灯.txt"]) == (
        True,
        "与2026年10月号封存的整期资料包里的“第01版/01-灯.txt”相符",
    )
    assert verdict("灯.txt", b"a ") == (False, "不是封存过的文件")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"第01版/01-灯.txt": b"A"}, "改过：第01版/01-灯.txt"),
        ({"图片说明.xlsx": None}, "缺少：图片说明.xlsx"),
        ({"第09版/01-另.txt": b"x"}, "多出：第09版/01-另.txt"),
        (
            {"第01版/01-灯.txt": b"A", "第01版/01-灯-图1.jpg": None, "x": b""},
            "改过：第01版/01-灯.txt；缺少：第01版/01-灯-图1.jpg；多出：x",
        ),
        ({str(n): b"" for n in range(9)}, "多出：0、1、2、3、4、5、6、7等9个"),
        ({}, "里面的文件都相符，是重新打的包"),
    ],
)
def test_of_a_package_that_was_changed_the_files_are_named(package, changed, said):
    _, entries = package
    now = {name: data for name, data in (entries | changed).items() if data is not None}
    again = BytesIO()
    with zipfile.ZipFile(again, "w") as archive:
        for name, data in now.items():
            archive.writestr(name, data)

    assert verdict("2026-10-photos.zip", again.getvalue()) == (
        False,
        f"与2026年10月号封存的不符，{said}",
    )


@pytest.mark.parametrize("harm", ["cut", "bomb", "none", "locked", "short", "lzma"])
def test_a_package_that_cannot_be_read_is_just_not_as_sealed(package, harm):
    packed = BytesIO()
    way = zipfile.ZIP_LZMA if harm == "lzma" else zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(packed, "w", way) as archive:
        archive.writestr("0", b"0" * (40 << 20 if harm == "bomb" else 9))
    content = bytearray(packed.getvalue())
    if harm == "cut":
        del content[20:40]
    if harm == "none":
        content[:] = b"none"
    if harm == "locked":
        content[6] = content[content.index(b"PK\x01\x02") + 8] = 1
    if harm == "short":  # says that more of it follows than the file has
        at = content.index(b"PK\x01\x02") + 20
        content[at : at + 8] = (900).to_bytes(4, "little") * 2
        content[8] = content[at - 10] = zipfile.ZIP_STORED
    if harm == "lzma":
        content[40:44] = b"\xff" * 4

    assert verdict("2026-10-photos.zip", bytes(content)) == (
        False,
        "与2026年10月号封存的不符，内容改过",
    )
