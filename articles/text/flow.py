"""Places an article's photos among the blocks of its text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar

from articles.text.body import Block


class Numbered(Protocol):
    """Anything with a photo's number in its article."""

    @property
    def number(self) -> int: ...


_Photo = TypeVar("_Photo", bound=Numbered)


def place_photos(
    body: Iterable[Block], photos: Iterable[_Photo]
) -> tuple[list[_Photo], list[tuple[Block, _Photo | None]]]:
    """(photos that no block places, which stand before the text; blocks with their photos).

    A block that is no photo place has None. A photo place without its photo is left out."""
    photos = list(photos)
    by_number = {photo.number: photo for photo in photos}
    blocks = [
        (block, by_number.get(block.photo) if block.kind == "photo" else None) for block in body
    ]
    placed = {block.photo for block, _ in blocks if block.kind == "photo"}
    unplaced = [photo for photo in photos if photo.number not in placed]
    return unplaced, [(block, photo) for block, photo in blocks if photo or block.kind != "photo"]
