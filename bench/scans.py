"""How well and how fast scans are read: pages of PDFs, turned and compressed, against their text.

    .venv/bin/python bench/scans.py FOLDER [--keep DIR] [--dpi 200] [--turn 0.5] [--quality 60]

Needs `make ocr`. FOLDER has PDFs with text. `--keep` leaves the scans there, as PDFs of pictures.
"""

import argparse
import sys
import time
from difflib import SequenceMatcher
from io import BytesIO
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import pypdfium2
from PIL import Image

from articles.text.layout import read_sheets
from articles.text.layout.document import Recognise
from articles.text.scans import find_recogniser

_LONG = 8


def scan(data: bytes, dpi: int, turn: float, quality: int) -> bytes:
    pages = []
    with pypdfium2.PdfDocument(data) as document:
        for page in document:
            picture = page.render(scale=dpi / 72).to_pil().convert("RGB")
            picture = picture.rotate(-turn, Image.Resampling.BICUBIC, fillcolor="white")
            out = BytesIO()
            picture.save(out, "JPEG", quality=quality)
            pages.append(Image.open(out))
    out = BytesIO()
    options = {"resolution": dpi, "quality": quality}
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], **options)
    return out.getvalue()


def bare(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--dpi", type=int, default=200)
    parser.add_argument("--turn", type=float, default=0.5)
    parser.add_argument("--quality", type=int, default=60)
    asked = parser.parse_args()
    recognise = find_recogniser()
    if recognise is None:
        sys.exit("make ocr has not been run")
    whole = right = 0
    for file in sorted(asked.folder.glob("*.pdf")):
        data = file.read_bytes()
        scanned = scan(data, asked.dpi, asked.turn, asked.quality)
        if asked.keep:
            asked.keep.mkdir(parents=True, exist_ok=True)
            (asked.keep / file.name).write_bytes(scanned)
        clock, own = time.monotonic(), time.process_time()
        found = bare(_text_of(scanned, recognise))
        clock, own = time.monotonic() - clock, time.process_time() - own
        wanted = [bare(line) for line in _text_of(data).splitlines()]
        same = sum(len(line) for line in wanted if line in found)
        near = sum(_alike(line, found) for line in wanted if line not in found)
        whole, right = whole + sum(map(len, wanted)), right + same + near
        share = (same + near) / max(sum(map(len, wanted)), 1)
        print(f"{file.name}  {share:.4f} of the characters  {clock:.1f} s, {own:.1f} s of one core")
    print(f"all  {right / max(whole, 1):.4f}")


def _text_of(data: bytes, recognise: Recognise | None = None) -> str:
    return "\n".join(page.text for page in read_sheets(data, recognise))


def _alike(line: str, found: str) -> int:
    """The characters of a line of which a part was read otherwise, in runs of two and more."""
    blocks = SequenceMatcher(None, line, found, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks if block.size > 1) if len(line) >= _LONG else 0


if __name__ == "__main__":
    main()
