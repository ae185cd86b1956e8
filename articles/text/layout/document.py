"""The pages of a PDF, each read into a `Reading` of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pypdfium2

from articles.text.layout.marks import PageBox, PrintedPage
from articles.text.layout.pdf import PdfRefused, open_pdf, read_page
from articles.text.layout.reading import Transcript
from articles.text.layout.unsure import doubt_unsure
from articles.text.page.contract import as_contract
from articles.text.page.doubts import doubt
from articles.text.page.reading import Reading

#: A file with more pages is several issues; nobody reviews it on one screen.
MOST_PAGES = 64
#: Characters of all pages together.
MOST_LETTERS = 300_000
#: Reads what a page shows as a picture; see text/scans.
Recognise = Callable[[pypdfium2.PdfPage], PrintedPage]


class PlacedPhoto(NamedTuple):
    """A picture on a page; `line` is the first line of its caption, or else of its story."""

    page: int
    box: PageBox
    line: int | None


@dataclass(slots=True)
class PdfReading:
    """What was read. `text` has the printed lines, one a line, in the order of `places`.

    `places` has, for each of them, its page (from 1) and where it stands there; `sure`, how sure
    each of its characters is, in per cent, if they were recognised in a picture. `pictures` are
    the pages that are pictures and were not recognised. `turns` says by how many degrees a scan
    had to be put straight; None stands for a page that is none.
    """

    reading: Reading
    text: str
    places: list[tuple[int, PageBox]]
    sizes: list[tuple[float, float]]
    photos: list[PlacedPhoto]
    pictures: list[int] = field(default_factory=list)
    sure: list[list[int]] = field(default_factory=list)
    turns: list[float | None] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return {
            "reading": self.reading.as_json(),
            "text": self.text,
            "places": self.places,
            "sizes": self.sizes,
            "photos": self.photos,
            "pictures": self.pictures,
            "sure": self.sure,
            "turns": self.turns,
        }

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> PdfReading:
        """The inverse of `as_json`, from what was written and read as JSON."""
        return cls(
            Reading.from_json(value["reading"]),
            value["text"],
            [(page, PageBox(*box)) for page, box in value["places"]],
            [(width, height) for width, height in value["sizes"]],
            [PlacedPhoto(page, PageBox(*box), line) for page, box, line in value["photos"]],
            value["pictures"],
            value["sure"],
            value["turns"],
        )


def read_sheets(data: bytes, recognise: Recognise | None = None) -> list[PdfReading]:
    """Read each page of a PDF by itself; some may have no text. Raises PdfRefused, in Chinese."""
    return [_transcribe(page) for page in _printed(data, recognise)]


def read_sheet(data: bytes, number: int, recognise: Recognise) -> PdfReading:
    """Read one page (from 1) of a PDF that is a picture. Raises PdfRefused, with Chinese text."""
    with open_pdf(data) as document:
        if not 1 <= number <= len(document):
            raise PdfRefused("没有这一页。")
        return _transcribe(recognise(document[number - 1]))


def _transcribe(page: PrintedPage) -> PdfReading:
    transcript = Transcript()
    size = transcript.add_page(page)
    doubt(transcript.reading)
    for story in transcript.reading.stories:  # a row of a table is no sentence
        story.doubts = [each for each in story.doubts if each.line not in transcript.rows]
    doubt_unsure(transcript.reading, transcript.sure)
    return PdfReading(
        transcript.reading,
        "\n".join(transcript.text),
        transcript.places,
        [size],
        [PlacedPhoto(*each) for each in transcript.photos],
        transcript.pictures,
        transcript.sure,
        [page.turn],
    )


def _printed(data: bytes, recognise: Recognise | None) -> list[PrintedPage]:
    """What is printed on each page."""
    pages: list[PrintedPage] = []
    length = 0
    with open_pdf(data) as document:
        if len(document) > MOST_PAGES:
            raise PdfRefused(
                f"这个PDF有{len(document):,}页，一次最多读{MOST_PAGES}页。请拆成一期一个文件再导入。"
            )
        for page in document:
            printed = read_page(page)
            pages.append(recognise(page) if recognise and printed.is_picture else printed)
            page.close()
            length += len(pages[-1].glyphs)
            if length > MOST_LETTERS:
                raise PdfRefused(_TOO_LONG)
    return pages


_TOO_LONG = f"这个PDF的文字超过{MOST_LETTERS // 10_000}万字，不像是一期报纸。请拆开再导入。"
ONLY_PICTURES = (
    "这里只有图片，没有文字，多半是扫描件或拍下的版面；这台服务器没有装文字识别，读不了。"
    "请管理员运行make ocr装上，再读一次；或者送来有文字的PDF"
    "（排版软件直接导出的，字体里带着文字编码）。"
)
NOTHING_SEEN = (
    "这里只有图片，图里没有认出文字。请扫描得清楚些（每英寸200点以上），"
    "或者拍近一点、正着拍、光照均匀，再送来。"
)


def add_up(sheets: Sequence[tuple[int, Reading]]) -> dict[str, Any]:
    """The contract of all pages of a file by their numbers, the lines numbered through."""
    whole: dict[str, Any] = {"stories": [], "unplaced": [], "furniture": [], "repairs": []}
    lines = 0
    for number, reading in sheets:
        contract = as_contract(reading)
        if len(sheets) > 1:
            contract["stories"] = [each | {"page": number} for each in contract["stories"]]
        contract["repairs"] = [
            each | {"line": each["line"] + lines} for each in contract["repairs"]
        ]
        for name in whole:
            whole[name] += contract[name]
        lines += len(reading.lines)
    return whole
