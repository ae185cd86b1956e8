"""Pages that are pictures, in a process of its own with little memory and time.

    python -m articles.text.scans read PAGE < FILE.pdf     JSON of the page (from 1)
    python -m articles.text.scans wrap < PHOTO             the photo as a PDF

Ends with 3 and a sentence if the file is refused.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from functools import partial

from articles.text.layout import PdfRefused, read_sheet
from articles.text.scans.engine import load_engine
from articles.text.scans.pictures import recognise_page, wrap_photo

#: In bytes of addresses: the engine takes 1.7 GB of them for 4 million pixels, and 0.9 of memory.
_MEMORY = 3_500_000_000
#: Of processor time: a page takes 10 to 30 seconds.
_SECONDS = 150
#: Readers of the site come first.
_NICE = 5


def main() -> None:
    act, *numbers = sys.argv[1:]
    os.nice(_NICE)
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    data = sys.stdin.buffer.read()
    try:
        sys.stdout.buffer.write(_answer(act, data, numbers))
    except PdfRefused as refused:
        sys.stderr.buffer.write(str(refused).encode())
        sys.exit(3)


def _answer(act: str, data: bytes, numbers: list[str]) -> bytes:
    if act == "wrap":
        return wrap_photo(data)
    read = read_sheet(data, int(numbers[0]), partial(recognise_page, engine=load_engine()))
    return json.dumps(read.as_json(), ensure_ascii=False).encode()


if __name__ == "__main__":
    main()
