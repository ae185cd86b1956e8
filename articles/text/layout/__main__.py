"""What is done with PDFs from outside, in a process of its own with little memory and time.

    python -m articles.text.layout read < FILE.pdf                      JSON, one of each page
    python -m articles.text.layout count < FILE.pdf                     how many pages
    python -m articles.text.layout draw PAGE WIDTH TURN < FILE.pdf      a page as WebP
    python -m articles.text.layout take PAGE LEFT TOP RIGHT BOTTOM      a picture of a page
    python -m articles.text.layout cut PAGE TURN LEFT TOP RIGHT BOTTOM  the same, of a scan

A scan is turned by TURN degrees. Ends with 3 and a sentence if the file is refused.
"""

from __future__ import annotations

import json
import resource
import sys

from articles.text.layout.document import read_sheets
from articles.text.layout.drawing import cut_picture, draw_page, take_picture
from articles.text.layout.pdf import PdfRefused, count_pages

_MEMORY = 1_500_000_000
#: Seconds of work for a file that is read, and for a page that is drawn.
_READING, _DRAWING = 120, 25


def main() -> None:
    act, *numbers = sys.argv[1:]
    seconds = _READING if act == "read" else _DRAWING
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    data = sys.stdin.buffer.read()
    try:
        sys.stdout.buffer.write(_answer(act, data, [float(number) for number in numbers]))
    except PdfRefused as refused:
        sys.stderr.buffer.write(str(refused).encode())
        sys.exit(3)


def _answer(act: str, data: bytes, numbers: list[float]) -> bytes:
    if act == "read":
        sheets = [sheet.as_json() for sheet in read_sheets(data)]
        return json.dumps(sheets, ensure_ascii=False).encode()
    if act == "count":
        return str(count_pages(data)).encode()
    page = int(numbers[0])
    if act == "draw":
        return draw_page(data, page, int(numbers[1]), numbers[2])
    if act == "cut":
        turn, left, top, right, bottom = numbers[1:]
        return cut_picture(data, page, (left, top, right, bottom), turn)
    left, top, right, bottom = numbers[1:]
    return take_picture(data, page, (left, top, right, bottom))


if __name__ == "__main__":
    main()
