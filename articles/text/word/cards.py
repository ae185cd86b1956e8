"""Who signs in a bracket that tells more: （作者：甲，单位：乙，电话：…，开户行：…）."""

from __future__ import annotations

import re

from articles.text.punctuation import fold_marks
from articles.text.word.signatures import WordSignature, is_contact, read_signature, read_unit

#: 卡号6222020000000000000: a label that is glued to its number.
_NUMBERED = re.compile(r"[^\d:]{2,10}[\dXx\s]{6,24}")


def read_card(text: str) -> WordSignature | None:
    """The signature in such a bracket; None if it says nothing but who signs, or anything else."""
    line = fold_marks(text).strip()
    if line[:1] != "(" or line[-1:] != ")":
        return None
    pieces = [piece.strip() for piece in re.split("[,;、]", line[1:-1]) if piece.strip()]
    kept = [piece for piece in pieces if not is_contact(piece) and not _NUMBERED.fullmatch(piece)]
    if len(kept) == len(pieces):
        return None
    unit = next((found for piece in kept if (found := read_unit(piece))), "")
    signed = [read_signature(piece) for piece in kept if not read_unit(piece)]
    people = [person for each in signed if each is not None for person in each.people]
    if not people or not all(signed):
        return None
    return WordSignature(tuple(each._replace(unit=each.unit or unit) for each in people), "")
