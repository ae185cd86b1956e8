"""Files that mean harm or are broken: a bad line costs that line, and memory stays bounded."""

import io
import json
import tracemalloc
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.management import CommandError, call_command

from articles.imports import archive
from articles.imports.archive import entries
from articles.imports.archive.files import LONGEST_LINE
from articles.models import Article, Byline, Campaigned, Placed
from articles.tests import make

pytestmark = pytest.mark.django_db

GOOD = '{"id": "好", "headline": "灯"}'
AFTER = '{"id": "后", "headline": "路"}'


def line(**fields):
    return json.dumps({"id": "坏", "headline": "桥"} | fields, ensure_ascii=False)


def run(data, **options):
    """What comes of a file with these bytes."""
    lines = archive.read_lines(io.BytesIO(data))
    *_, outcome = archive.load(lines, publish=True, **options)
    return outcome


BETWEEN = [
    (b"[" * 200_000, "括号层层相套，读不了"),
    (b'{"id": "1", "body": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "括号层层相套，读不了"),
    (b'{"a":' * 100_000, "括号层层相套，读不了"),
    (b'{"id": "1", "page": ' + b"9" * 5_000 + b"}", "不是JSON"),
    ('{"id": "坏"}'.encode("gb18030"), "不是UTF-8，请另存为UTF-8"),
    ('{"id": "坏"}'.encode()[:-4], "不是UTF-8，请另存为UTF-8"),
    (b'{"id": "\xed\xa0\x80"}', "不是UTF-8，请另存为UTF-8"),
    (b'{"id": "1", "headline": "a\x00b"}', "不是JSON"),
    (b'{"id": "1"} {"id": "2"}', "不是JSON"),
    (line(date="0001-01-01").encode(), "date里的日期要在1900年到2199年之间"),
    (line(date="10000-01-01").encode(), "date里的日期要写成2026-11-23这样"),
    (b'{"id": "1", "id": "2"}', "“id”写了两次，不知道用哪一个"),
    (line(photos=[{"file": "a", "alt": {}}]).encode(), "photos第1幅：alt应当是文字"),
]


@pytest.mark.parametrize(("bad", "why"), BETWEEN)
def test_a_bad_line_costs_that_line_only(bad, why):
    outcome = run(b"\n".join([GOOD.encode(), bad, b"", b"  ", AFTER.encode()]))

    assert (outcome.created, outcome.bad) == (2, [(2, why)])


VALUES = [None, True, 3, -1, 1.5, float("nan"), "", "甲", [], [[]], [None], [3], {}, {"a": []}]
KEYS = [
    "id", "date", "kicker", "headline", "subhead", "bylines", "body", "html", "campaigns", "places",
    "page", "source", "summary", "genre", "weight", "photos",
]  # fmt: skip


@pytest.mark.parametrize("key", KEYS)
def test_a_wrong_type_at_any_key_is_a_sentence_and_never_the_end(key):
    within = {"photos": ["file", "caption", "taken_on", "focus"], "bylines": ["role", "unit"]}
    items = [line(**{"id": f"{n}", key: value}) for n, value in enumerate(VALUES)]
    for name in within.get(key, ()):
        whole = {"file": "a.png", "role": "staff", "name": "甲"}
        items += [line(**{key: [whole | {name: value}]}) for value in VALUES]

    outcome = run("\n".join([*items, AFTER]).encode())

    assert Article.objects.filter(archive_id="后").exists()
    assert outcome.created + len(outcome.bad) == len(items) + 1
    assert all(len(why) < 200 for _, why in outcome.bad)


@pytest.mark.parametrize("odd", ["\u200e", "\u202e", "\x7f", "\u2028", "\ufffc", "\t"])
@pytest.mark.parametrize("key", ["headline", "body"])
def test_a_character_means_the_same_written_out_or_as_an_escape(odd, key):
    value = f"渡{odd}船"
    said = {"id": "桥", "headline": "桥", "date": "2026-11-23"} | {key: [value]}
    said |= {"headline": value} if key == "headline" else {}

    def tell(*, escaped):
        try:
            return entries.read(3, json.dumps(said, ensure_ascii=escaped))
        except entries.BadLine as why:
            return str(why)

    assert tell(escaped=False) == tell(escaped=True)


def test_a_line_without_an_end_is_not_held_in_memory():
    class Endless(io.RawIOBase):
        """180 MB without a newline, then one good line."""

        left = 180 * 1024 * 1024

        def readable(self):
            return True

        def readinto(self, buffer):
            size = min(len(buffer), self.left)
            if not size:
                return 0
            buffer[:size] = b"x" * size
            self.left -= size
            return size

    tail = io.BytesIO(b"\n" + AFTER.encode())
    first = io.BufferedReader(Endless())

    class Both:
        def readline(self, size):
            return first.readline(size) or tail.readline(size)

    tracemalloc.start()
    found = list(archive.read_lines(Both()))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert [str(each) for each in found] == ["这一行超过8MB，不像一篇稿件", AFTER]
    assert peak < 4 * LONGEST_LINE


def test_the_same_id_far_apart_is_told_and_the_first_one_taken(monkeypatch):
    monkeypatch.setattr(archive.saving, "BATCH", 2)
    many = [line(id=str(n)) for n in range(7)]
    outcome = run("\n".join([*many, line(id="0", headline="又一座桥")]).encode())

    assert (outcome.created, outcome.known) == (7, 0)
    assert outcome.bad == [(8, "编号“0”与第1行重复")]
    assert run("\n".join([*many, line(id="0")]).encode()).bad == outcome.bad


def test_two_spellings_of_a_name_in_a_line_are_one_appearance():
    names = ["AI治理", "ＡＩ治理", "ai治理"]
    people = [{"role": "staff", "name": name} for name in ("王伟", "王　伟", "王\u200b伟")]
    outcome = run(line(bylines=people, campaigns=names, places=["柳桥", "柳 桥"]).encode())

    assert (outcome.created, outcome.bad) == (1, [])
    counts = [model.objects.count() for model in (Byline, Campaigned, Placed)]
    assert counts == [1, 1, 1]


HOSTILE_NAMES = ("·", "！！", "𠮷野", "a" * 30, "庄" * 30, "'; --", "<b>", "%", "..", "😀", "\\")


def test_no_name_ends_the_run():
    items = [
        line(id=str(n), bylines=[{"role": "staff", "name": name, "unit": name}], campaigns=[name],
             places=[name])
        for n, name in enumerate(HOSTILE_NAMES)
    ]  # fmt: skip
    outcome = run("\n".join(items).encode())

    assert (outcome.created, outcome.bad) == (len(HOSTILE_NAMES), [])
    assert [row.reporter.name for row in Byline.objects.order_by("pk")] == list(HOSTILE_NAMES)


@pytest.mark.parametrize("mark", [b"\xef\xbb\xbf", b""])
@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_marks_and_line_ends_of_any_machine_are_no_part_of_a_line(mark, end):
    outcome = run(mark + GOOD.encode() + end + mark + AFTER.encode() + end)

    assert (outcome.created, outcome.bad) == (2, [])


def test_what_another_run_brought_in_meanwhile_is_known_and_costs_no_other_line(monkeypatch):
    keep = archive.saving._keep_new

    def keep_late(entries, *rest):
        new = keep(entries, *rest)
        make.article(archive_id="坏")
        return new

    monkeypatch.setattr(archive.saving, "_keep_new", keep_late)
    outcome = run("\n".join([GOOD, line(), AFTER]).encode())

    assert (outcome.created, outcome.known, outcome.bad) == (2, 1, [])


def test_what_the_database_refuses_for_a_reason_that_nobody_thought_of_costs_that_line(
    monkeypatch,
):
    article = archive.saving._article

    def refused(each, *rest, **options):
        row = article(each, *rest, **options)
        row.genre = "poem" if each.entry.id == "坏" else row.genre
        return row

    monkeypatch.setattr(archive.saving, "_article", refused)
    outcome = run("\n".join([GOOD, line(), AFTER]).encode())

    assert (outcome.created, [number for number, _ in outcome.bad]) == (2, [2])
    assert outcome.bad[0][1].startswith("数据库不收：")


# Whole files


def write(tmp_path, data, name="old.jsonl"):
    path = tmp_path / name
    path.write_bytes(data)
    return str(path)


def packed(*members, **options):
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as bundle:
        for name, data in members:
            bundle.writestr(name, data)
    return out.getvalue()


def lying_crc():
    data = bytearray(packed(("a.jsonl", GOOD * 50)))
    at = data.index(b"PK\x01\x02")
    data[14:18] = data[at + 16 : at + 20] = b"\0\0\0\0"
    return bytes(data)


def encrypted():
    data = bytearray(packed(("a.jsonl", GOOD)))
    for at in (6, data.index(b"PK\x01\x02") + 8):
        data[at] |= 1
    return bytes(data)


FILES = [
    (GOOD.encode("utf-16"), "文件是UTF-16，不是UTF-8，请另存为UTF-8后再运行一次"),
    (GOOD.encode("utf-16-le"), "文件是UTF-16，不是UTF-8"),
    (GOOD.encode("utf-16-be"), "文件是UTF-16，不是UTF-8"),
    ('{"甲": 1}'.encode("gb18030"), "文件不是UTF-8，请另存为UTF-8后再运行一次"),
    (b"\x1f\x8b\x08\0", "文件是gzip压缩过的，请先解开"),
    (b"PK\x03\x04 and no more", "坏了，打不开，请重新打包"),
    (packed(("readme.txt", "灯")), "压缩包里没有存档的.jsonl，也没有WordPress导出的.xml"),
    (packed(("a.jsonl", GOOD), ("b/b.jsonl", GOOD)), "压缩包里有2个.jsonl，只能有一个：a.jsonl"),
    (packed(("a.jsonl", b"\n" * 70_000_000)), "压缩包里的文件解开大得不像真的，没有读"),
    (encrypted(), "压缩包加了密码，打不开，请不加密码重新打包"),
    (lying_crc(), "文件读到一半坏了，后面的读不出来|压缩包坏了"),
]


@pytest.mark.parametrize(("data", "why"), FILES)
def test_a_file_that_is_no_archive_is_a_sentence_that_says_what_to_do(tmp_path, data, why):
    with pytest.raises(CommandError, match=why):
        call_command("import_archive", write(tmp_path, data))


def test_what_a_file_is_says_not_its_name(tmp_path, capsys):
    call_command("import_archive", write(tmp_path, packed(("a.jsonl", GOOD)), "old.jsonl"))
    call_command("import_archive", write(tmp_path, AFTER.encode(), "old.zip"))

    assert set(Article.objects.values_list("archive_id", flat=True)) == {"好", "后"}
    assert capsys.readouterr().err == ""


def test_every_note_is_kept_in_the_report_in_the_order_of_lines(tmp_path, capsys):
    many = [line(id=str(n), odd=n) for n in range(60)]
    path = write(tmp_path, "\n".join([*many[:30], "坏行", *many[30:]]).encode())
    report = tmp_path / "report.txt"
    call_command("import_archive", path, "--report", str(report))

    told = report.read_text(encoding="utf-8").splitlines()
    numbers = "、".join(str(n) for n in range(1, 62) if n != 31)
    assert told[61:] == [
        f"请核对：没有正文，也没有图片和附件的60篇：{numbers}",
        f"请核对：没有署名，也没有稿源的60篇：{numbers}",
        f"请核对：主题和日期与前面的一篇相同的59篇：{numbers.removeprefix('1、')}",
    ]
    assert told[29:32] == [
        "第30行：不认得“odd”，没有收", "第31行没有入库：不是JSON", "第32行：不认得“odd”，没有收",
    ]  # fmt: skip
    said = capsys.readouterr().err
    assert "另有10处要核对的，加上--report 文件名就全写进文件。" in said


FOREIGN = [
    ("<p>五<del>八</del>十</p>", "<p>五十</p>", "deleted"),
    ("<p>五<span style='text-decoration:line-through'>八</span>十</p>", "<p>五十</p>", "deleted"),
    ("<p>五<span style='display:none'>八</span>十</p>", "<p>五十</p>", "hidden"),
    ("<p class=MsoNormal>m<span style='vertical-align:super'>2</span></p>", "<p>m<sup>2</sup></p>",
     ""),
    ('<p>甲</p><figure data-photo="1"></figure><p style="color:red">乙</p>',
     '<p>甲</p><figure data-photo="1"></figure><p>乙</p>', ""),
    ("<p>甲<br>乙</p><ol start=3><li>丙</ol>",
     '<p>甲<br>乙</p><ol start="3"><li><p>丙</p></li></ol>', ""),
]  # fmt: skip
SAID = {
    "deleted": "html里有1处删去的文字（修订或删除线）没有贴进正文：“八”",
    "hidden": "html里有1处隐藏的文字没有贴进正文：“八”",
}


@pytest.mark.parametrize(("html", "stored", "code"), FOREIGN)
def test_a_body_of_an_archive_that_is_html_from_outside_is_read_as_such(html, stored, code):
    entry = entries.read(1, line(html=html, photos=[{"file": "a.jpg"}]))

    assert (entry.body, entry.notes) == (stored, (SAID[code],) if code else ())
