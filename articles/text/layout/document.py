"""A PDF of one or more newspaper pages, read in order into one `Reading`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from articles.text.layout.marks import PageBox, PrintedPage
from articles.text.layout.pdf import PdfRefused, open_pdf, read_page
from articles.text.layout.reading import Transcript
from articles.text.page.contract import as_contract
from articles.text.page.doubts import doubt
from articles.text.page.reading import Reading, Story

#: A file with more pages is several issues; nobody reviews it on one screen.
MOST_PAGES = 64
#: Characters of all pages together.
MOST_LETTERS = 300_000


class PlacedPhoto(NamedTuple):
    """A picture on a page; `line` is the first line of its caption, or else of its story."""

    page: int
    box: PageBox
    line: int | None


@dataclass(slots=True)
class PdfReading:
    """What was read. `text` has the printed lines, one a line, in the order of `places`.

    `places` has, for each of them, its page (from 1) and where it stands there. `blank` are the
    pages without text.
    """

    reading: Reading
    text: str
    places: list[tuple[int, PageBox]]
    sizes: list[tuple[float, float]]
    blank: list[int]
    photos: list[PlacedPhoto]

    def as_json(self) -> dict[str, Any]:
        return {
            "reading": self.reading.as_json(),
            "text": self.text,
            "places": self.places,
            "sizes": self.sizes,
            "blank": self.blank,
            "photos": self.photos,
        }

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> PdfReading:
        """The inverse of `as_json`, from what was written and read as JSON."""
        return cls(
            Reading.from_json(value["reading"]),
            value["text"],
            [(page, PageBox(*box)) for page, box in value["places"]],
            [(width, height) for width, height in value["sizes"]],
            value["blank"],
            [PlacedPhoto(page, PageBox(*box), line) for page, box, line in value["photos"]],
        )

    def page_of(self, story: Story) -> int:
        """The page on which a story begins, from 1."""
        first = self.reading.lines[story.pieces[0].lines[0] - 1]
        return self.places[first.source - 1][0]


def read_pdf(data: bytes) -> PdfReading:
    """Read all pages of a PDF as one. Raises PdfRefused, with Chinese text."""
    transcript = Transcript()
    sizes = [transcript.add_page(page) for page in _printed(data)]
    return _finish(transcript, sizes)


def read_sheets(data: bytes) -> list[PdfReading]:
    """Read each page of a PDF by itself. Raises PdfRefused, with Chinese text."""
    sheets = []
    for page in _printed(data):
        transcript = Transcript()
        sheets.append(_finish(transcript, [transcript.add_page(page)]))
    return sheets


def _finish(transcript: Transcript, sizes: list[tuple[float, float]]) -> PdfReading:
    doubt(transcript.reading)
    for story in transcript.reading.stories:  # a row of a table is no sentence
        story.doubts = [each for each in story.doubts if each.line not in transcript.rows]
    photos = [PlacedPhoto(*each) for each in transcript.photos]
    text = "\n".join(transcript.text)
    blank = transcript.blank
    return PdfReading(transcript.reading, text, transcript.places, sizes, blank, photos)


def _printed(data: bytes) -> list[PrintedPage]:
    """What is printed on each page; at least one has text."""
    pages: list[PrintedPage] = []
    length = 0
    with open_pdf(data) as document:
        if len(document) > MOST_PAGES:
            raise PdfRefused(
                f"这个PDF有{len(document):,}页，一次最多读{MOST_PAGES}页。请拆成一期一个文件再导入。"
            )
        for page in document:
            pages.append(read_page(page))
            page.close()
            length += len(pages[-1].glyphs)
            if length > MOST_LETTERS:
                raise PdfRefused(_TOO_LONG)
    if not any(page.has_text for page in pages):
        raise PdfRefused(_ONLY_PICTURES)
    return pages


_TOO_LONG = f"这个PDF的文字超过{MOST_LETTERS // 10_000}万字，不像是一期报纸。请拆开再导入。"
_ONLY_PICTURES = (
    "这个PDF里只有图片，没有文字，多半是扫描件。请导入有文字的PDF（排版软件直接导出的），"
    "或先用文字识别软件处理，再把文字粘贴进来。"
)


def as_pdf_contract(read: PdfReading) -> dict[str, Any]:
    """`as_contract`, with the page of each story if the file has several."""
    contract = as_contract(read.reading)
    if len(read.sizes) > 1:
        for story, told in zip(read.reading.stories, contract["stories"], strict=True):
            told["page"] = read.page_of(story)
    return contract
