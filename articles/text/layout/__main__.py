"""`python -m articles.text.layout draw PAGE WIDTH | take PAGE LEFT TOP RIGHT BOTTOM < FILE.pdf`

Draws a page, or takes a picture out of one, in a process of its own with little memory and time,
since files from outside may ask for any amount of both. Ends with 3 and a sentence if refused.
"""

from __future__ import annotations

import resource
import sys

from articles.text.layout.drawing import draw_page, take_picture
from articles.text.layout.pdf import PdfRefused

_MEMORY, _SECONDS = 1_500_000_000, 25


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    act, page, *numbers = sys.argv[1:]
    data = sys.stdin.buffer.read()
    try:
        if act == "draw":
            out = draw_page(data, int(page), int(numbers[0]))
        else:
            left, top, right, bottom = map(float, numbers)
            out = take_picture(data, int(page), (left, top, right, bottom))
    except PdfRefused as refused:
        sys.stderr.write(str(refused))
        sys.exit(3)
    sys.stdout.buffer.write(out)


if __name__ == "__main__":
    main()
