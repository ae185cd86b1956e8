"""Make articles/text/fold.txt, the table by which search compares characters: bench/make_fold.py

A line is a character and every character that is read as it: full-width and other forms (NFKC),
traditional characters (opencc), capitals; only where one character becomes exactly one. White space
is not in the table: fold.py has it. Same versions of Python and opencc, same file.
"""

import sys
import unicodedata
from collections import defaultdict
from pathlib import Path

from opencc import OpenCC

FILE = Path(__file__).resolve().parent.parent / "articles" / "text" / "fold.txt"
#: How often a character may be folded again until it stays as it is.
MOST_TURNS = 5


def one(changed: str, character: str) -> str:
    """What a character became, if it is one character that can stand on a line of the file."""
    fits = len(changed) == 1 and not changed.isspace() and changed.isprintable()
    return changed if fits else character


def folded(character: str, simplified: OpenCC) -> str:
    for _ in range(MOST_TURNS):
        before = character
        character = one(unicodedata.normalize("NFKC", character), character)
        character = one(simplified.convert(character), character)
        character = one(character.lower(), character)
        if character == before:
            return character
    raise ValueError(f"{character!r} never stays the same")


def table() -> dict[str, list[str]]:
    simplified, found = OpenCC("t2s"), defaultdict(list)
    for code in range(sys.maxunicode + 1):
        character = chr(code)
        if character.isspace() or not character.isprintable():
            continue
        target = folded(character, simplified)
        if target != character:
            found[target].append(character)
    return found


def main():
    rows = sorted(table().items())
    lines = (target + "".join(sources) + "\n" for target, sources in rows)
    FILE.write_text("".join(lines), encoding="utf-8")
    print(f"{sum(len(sources) for _, sources in rows)} characters are read as {len(rows)} others")


if __name__ == "__main__":
    main()
