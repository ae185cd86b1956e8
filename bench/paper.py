"""Writes what was measured into docs/performance.md, between the marks of its part."""

from datetime import date
from pathlib import Path

from asking import machine

PAPER = Path(__file__).resolve().parents[1] / "docs" / "performance.md"


def write(part: str, told: str) -> None:
    """Replace what stands between `<!-- part -->` and `<!-- end of part -->`."""
    text = PAPER.read_text(encoding="utf-8")
    before, rest = text.split(f"<!-- {part} -->\n")
    _, after = rest.split(f"<!-- end of {part} -->\n")
    whole = f"{before}<!-- {part} -->\n{told}<!-- end of {part} -->\n{after}"
    PAPER.write_text(whole, encoding="utf-8")


def say_when() -> str:
    """When and on what it was measured."""
    return f"Measured on {date.today().isoformat()}: {machine()}"
