"""Excel tables: a list of articles, or what the pictures beside it show."""

from __future__ import annotations

import csv
import re
import zipfile
from collections.abc import Sequence
from io import BytesIO, StringIO

from articles.imports.acts import ImportRefused
from articles.imports.material.contents import Material
from articles.imports.material.workbooks import MOST_COLUMNS, MOST_ROWS, read_workbook
from articles.text import body
from articles.text.characters import clean_for_screen
from articles.text.charsets import read_text
from articles.text.headline import break_between
from articles.text.word import WordStory
from articles.text.word.signatures import WordSigner, read_signature

_HIDES = "表里有隐藏的行、列或工作表，里面的没有读；要用的请取消隐藏再送来。"
_HEADS = {
    "headline": "标题|题目|主题|题名|稿件标题|文章标题|稿件题目",
    "kicker": "引题|肩题",
    "subhead": "副题|副标题",
    "body": "正文|内容|稿件内容|文章内容|全文|稿件正文",
    "name": "作者|通讯员|记者|姓名|供稿人|撰稿人|作者姓名|署名",
    "unit": "单位|供稿单位|作者单位|报送单位|来稿单位|所在单位",
    "source": "稿源|来源",
    "file": "文件名?|图片名?|照片名?|图号|图片文件名?|照片文件名?|文件名称|图片名称",
    "caption": "说明|图片说明|照片说明|图说|文字说明",
    "credit": "摄影|摄影者|拍摄者|拍摄人|供图",
}
#: What a cell of a table saved as text may hold, in characters.
_LONGEST_CELL = 1_000_000
_TOO_LONG = "表里有一格超过一百万字，没有读。请分开再送来。"
_UNCLOSED = "表里的引号没有配对，分不清哪里是下一格。请在Excel里打开原来的表，另存为“.xlsx”再送来。"
#: A column that only counts the rows.
_COUNTS = re.compile(r"序号|编号|No\.?|#", re.IGNORECASE)
_CAPTION_LINE = re.compile(
    r"\s*([^\s:：|\t]+\.(?:jpe?g|png|heic|avif|webp|gif|tiff?|bmp)|(?:图|照片|IMG_|DSC_?)[\w-]{1,20})\s*[:：|\t]\s*(\S.*)",
    re.IGNORECASE,
)


def read_sheet(data: bytes) -> Material:
    """The articles of a workbook, one a row; what else stands in it is told. Raises ImportRefused
    if there is no such table."""
    material, book = Material(), read_workbook(data)
    for sheet in book.sheets:
        _take_rows(material, sheet.rows)
    told = book.told()
    for code, said in told.items():
        material.tell_of(code, said)
    if pictures := _count_pictures(data):
        material.tell_of("picture", [f"表格里的图{n}" for n in range(1, pictures + 1)])
    return _with_stories(material, _HIDES if "hidden" in told else "")


def read_list(data: bytes) -> Material:
    """The articles of comma- or tab-separated text, one a row. Raises ImportRefused."""
    encoded, material = read_text(data), Material()
    rows = read_table(encoded.text) if encoded else []
    _take_rows(material, [[clean_for_screen(cell) for cell in row] for row in rows])
    return _with_stories(material)


def _with_stories(material: Material, more: str = "") -> Material:
    if not material.stories:
        raise ImportRefused(f"表里没有读出稿件。要有“标题”和“正文”两栏，一行一篇。{more}")
    return material


def _take_rows(material: Material, rows: Sequence[Sequence[str]]) -> None:
    """The articles of one sheet; what stands above the heads, or in other sheets, is told."""
    at, columns = _find_heads(rows, {"headline", "body"}) or (len(rows), {})
    material.tell_of("row", filter(None, map(_say_row, rows[:at])))
    heads = rows[at] if columns else []
    others = [
        n for n in range(MOST_COLUMNS)
        if n not in columns.values() and not _COUNTS.fullmatch(_cell(heads, n).strip())
    ]  # fmt: skip
    for number, row in enumerate(rows[at + 1 : MOST_ROWS], at + 2):
        values = {name: _cell(row, n) for name, n in columns.items()}
        _take_row(material, number, values, row)
        said = [f"{_cell(heads, n)} {text}".strip() for n in others if (text := _cell(row, n))]
        if said and values["body"].strip():
            material.tell_of("cell", [f"第{number}行\N{FULLWIDTH COLON}{'，'.join(said)}"])
    if len(rows) > MOST_ROWS:
        raise ImportRefused(f"表格超过{MOST_ROWS}行。请分成几个再送来。")


def _say_row(row: Sequence[str]) -> str:
    return " ".join(filter(None, map(str.strip, row)))


def _count_pictures(data: bytes) -> int:
    with zipfile.ZipFile(BytesIO(data)) as package:
        return sum(name.lower().startswith("xl/media/") for name in package.namelist())


def _take_row(material: Material, number: int, values: dict[str, str], row: Sequence[str]) -> None:
    if not any(map(str.strip, row)):
        return
    if not values["body"].strip():
        material.tell_of("row", [f"第{number}行\N{FULLWIDTH COLON}{_say_row(row)}"])
        return
    people: tuple[WordSigner, ...] = ()
    doubts: list[tuple[str, str]] = []
    signed = f"{values.get('unit', '')} {values.get('name', '')}".strip()
    if signed:
        signature = read_signature(signed, bare=True)
        people = signature.people if signature else ()
        if not people:
            doubts.append(("byline", f"署名“{signed}”没有认出来，请补上。"))
    if not values["headline"].strip():
        doubts.append(("headline", f"第{number}行没有标题，请补上。"))
    lines = [line.strip() for line in values["body"].splitlines() if line.strip()]
    material.stories.append(
        WordStory(
            kicker=values.get("kicker", "").strip(),
            headline=break_between(values["headline"].split("\n")).strip(),
            subhead=values.get("subhead", "").strip(),
            people=people,
            source=values.get("source", "").strip(),
            body=body.from_paragraphs([*lines]),
            why={"headline": f"第{number}行"},
            taken=(signed,) if signed else (),
            signed=(signed,) if people else (),
            doubts=tuple(doubts),
        )
    )


def read_captions(data: bytes) -> dict[str, str]:
    """What a table says of pictures, by the names of their files in lower case."""
    out: dict[str, str] = {}
    try:
        sheets = read_workbook(data).sheets
    except ImportRefused:
        return out
    for sheet in sheets:
        rows = sheet.rows
        found = _find_heads(rows, {"file", "caption"})
        if found is None:
            continue
        at, columns = found
        for row in rows[at + 1 :]:
            name, said = _cell(row, columns["file"]), _cell(row, columns["caption"])
            credit = _cell(row, columns["credit"]) if "credit" in columns else ""
            if name.strip() and said.strip():
                whole = f"{said.strip()}（{credit.strip()} 摄）" if credit.strip() else said.strip()
                out[name.strip().lower()] = whole
    return out


def read_caption_lines(text: str) -> dict[str, str]:
    """Lines such as `图1.jpg：居民在步道上散步`, if the text has nothing else."""
    lines = [line for line in text.splitlines() if line.strip()]
    hits = [_CAPTION_LINE.fullmatch(line) for line in lines]
    if not lines or not all(hits):
        return {}
    return {hit[1].lower(): hit[2].strip() for hit in hits if hit}


def read_table(text: str) -> list[list[str]]:
    """The rows of comma- or tab-separated text. Raises ImportRefused where one can't be told from
    the next."""
    text = re.sub(r"\r\n?", "\n", text)
    dialect = "excel-tab" if "\t" in text.partition("\n")[0] else "excel"
    csv.field_size_limit(_LONGEST_CELL)
    try:
        return list(csv.reader(StringIO(text), dialect, strict=True))
    except csv.Error as broken:
        raise ImportRefused(_UNCLOSED if '"' in text else _TOO_LONG) from broken


def _find_heads(
    rows: Sequence[Sequence[str]], wanted: set[str]
) -> tuple[int, dict[str, int]] | None:
    """The row that names the columns, among the first ten, and the place of each."""
    for at, row in enumerate(rows[:10]):
        columns: dict[str, int] = {}
        for n, text in enumerate(row):
            said = re.sub(r"[\s（(].*|\s", "", text.strip())
            for name, words in _HEADS.items():
                if name not in columns and re.fullmatch(words, said):
                    columns[name] = n
                    break
        if wanted <= columns.keys():
            return at, columns
    return None


def _cell(row: Sequence[str], column: int) -> str:
    return row[column] if column < len(row) else ""
