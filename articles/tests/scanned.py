"""Pages that are pictures, drawn with a hollow square for each character, and what an engine sees.

No engine has to be installed: what a test draws is what one would have recognised.
"""

import json
from dataclasses import dataclass, field
from io import BytesIO
from math import cos, radians, sin
from pathlib import Path

from PIL import Image, ImageDraw

from articles.text.scans.engine import SeenCharacter, SeenLine

#: The engine of processes that tests start: it reads the file that SCANNED_LINES names.
ENGINE = "articles.tests.scanned:FileEngine"
#: Marks that are drawn small at the foot of their cell.
_SMALL = "，。、"


@dataclass
class DrawnPage:
    """Pixels; `turn` is how far it lies turned in the scanner, in degrees clockwise."""

    width: int = 1600
    height: int = 1200
    turn: float = 0.0
    lines: list[SeenLine] = field(default_factory=list)
    closer: list[SeenLine] = field(default_factory=list)

    def __post_init__(self):
        self.picture = Image.new("RGB", (self.width, self.height), "white")
        self.draw = ImageDraw.Draw(self.picture)

    def line(self, x, y, text, size=30, sure=()):
        """Set a line whose upper edge is at `y`; `sure` are (character, how sure it is)."""
        return self.run_together(x, y, [text], size, 0, dict(sure))

    def run_together(self, x, y, texts, size, gap, sure=None):
        """Set texts side by side that the engine takes for one line, with `gap` between them."""
        spots = []
        start = x
        for text in texts:
            for character in text:
                if not character.isspace():
                    self._square(character, x, y, size)
                    small = character in _SMALL  # an engine sees them where their ink is
                    spots.append((character, x + size * (0.15 if small else 0.5)))
                x += size
            x += gap
        end = x - gap
        seen = [
            SeenCharacter(each, (at - start) / (end - start), (sure or {}).get(each, 0.999))
            for each, at in spots
        ]
        box = [(start, y - 4), (end, y - 4), (end, y + size + 4), (start, y + size + 4)]
        self.lines.append(SeenLine(tuple(map(self._turned, box)), seen))
        return self

    def column(self, x, y, lines, size=30, pitch=42):
        for n, text in enumerate(lines):
            bare = text.lstrip("\u3000")
            self.line(x + size * (len(text) - len(bare)), y + n * pitch, bare, size)
        return self

    def area(self, x, y, width, height, colour="gray"):
        self.draw.rectangle((x, y, x + width, y + height), fill=colour)
        return self

    def rule(self, x, y, width, height):
        return self.area(x, y, width, height, "black")

    def scan(self):
        return self.picture.rotate(-self.turn, Image.Resampling.BICUBIC, fillcolor="white")

    def jpeg(self, **options):
        out = BytesIO()
        self.scan().save(out, "JPEG", quality=60, **options)
        return out.getvalue()

    def read(self, picture):
        """It is an engine itself: of a part it sees what `closer` says."""
        return self.lines if picture.size == self.picture.size else self.closer

    def _square(self, character, x, y, size):
        edge = size // 20
        box = (x + edge, y + edge, x + size - edge - 1, y + size - edge - 1)
        if character in _SMALL:
            box = (x + edge, y + size * 3 // 4, x + size // 4, y + size - edge - 1)
        self.draw.rectangle(box, outline="black", width=max(size // 12, 2))

    def _turned(self, point):
        angle = radians(self.turn)
        x, y = point[0] - self.width / 2, point[1] - self.height / 2
        return (
            self.width / 2 + x * cos(angle) - y * sin(angle),
            self.height / 2 + x * sin(angle) + y * cos(angle),
        )


def install(monkeypatch, folder: Path, *pages: DrawnPage) -> None:
    """Let processes see what is on these pages, by their number in the file."""
    seen = [[[*line] for line in page.lines] for page in pages]
    file = folder / "seen.json"
    file.write_text(json.dumps(seen, ensure_ascii=False), encoding="utf-8")
    monkeypatch.setenv("OCR_ENGINE", ENGINE)
    monkeypatch.setenv("SCANNED_LINES", str(file))


def uninstall(monkeypatch) -> None:
    monkeypatch.delenv("OCR_ENGINE", raising=False)
    monkeypatch.setattr("articles.text.scans.engine.find_spec", lambda name: None)


class FileEngine:
    """Tells the pages of a file apart by their height."""

    def read(self, picture):
        import os  # noqa: PLC0415

        pages = json.loads(Path(os.environ["SCANNED_LINES"]).read_text(encoding="utf-8"))
        return [
            SeenLine(tuple(map(tuple, corners)), [SeenCharacter(*each) for each in characters])
            for corners, characters in pages[0]
        ]


def pdf_of(*pages: DrawnPage) -> bytes:
    """A file of these pages as pictures, at 200 pixels to the inch."""
    pictures = [page.scan() for page in pages]
    out = BytesIO()
    pictures[0].save(
        out, "PDF", save_all=True, append_images=pictures[1:], resolution=200, quality=60
    )
    return out.getvalue()
