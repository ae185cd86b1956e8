"""What in a pasted text belongs into fields of its own: the headline, bylines, captions of photos.

Only offered to the writer, never moved by itself: each offer names the line that it is, as it
stands in the body, so that the line can be taken out when its offer is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from articles.text import body
from articles.text.body import Block
from articles.text.headline import BREAK
from articles.text.outside import Cleaned
from articles.text.page.callings import ROLES
from articles.text.punctuation import fold_marks
from articles.text.word.captions import begins_caption, split_credit
from articles.text.word.signatures import WordSigner, read_signature

#: A headline has at most this many characters, a caption so many.
_HEADLINE, _CAPTION = 60, 150
_TOP, _BOTTOM = 5, 2  # lines that may be bylines
_ENDS = re.compile(r"[。，；：、,;:]$")
_SIGNS = re.compile("|".join([*ROLES.values(), "文图|报道|供稿|供图|图片|摄影|文|图|摄|和|[\\W_]"]))


@dataclass(frozen=True, slots=True)
class HeadlineOffer:
    line: str
    text: str


@dataclass(frozen=True, slots=True)
class BylineOffer:
    """`whole`: the line says who signs, in which role and unit, and nothing else."""

    line: str
    people: tuple[WordSigner, ...]
    whole: bool


@dataclass(frozen=True, slots=True)
class CaptionOffer:
    line: str
    text: str
    credit: str


@dataclass(frozen=True, slots=True)
class FieldOffers:
    headline: HeadlineOffer | None
    bylines: tuple[BylineOffer, ...]
    captions: tuple[CaptionOffer, ...]


def find_offers(cleaned: Cleaned) -> FieldOffers:
    """What of a cleaned text looks like the content of a field."""
    blocks = body.blocks(cleaned.body)
    headline = _find_headline(blocks)
    bylines = tuple(_find_bylines(blocks, headline))
    taken = {offer.line for offer in bylines}
    if headline:
        taken.add(headline.line)
    captions = tuple(_find_captions(blocks, cleaned.captions, taken))
    return FieldOffers(headline, bylines, captions)


def _find_headline(blocks: Sequence[Block]) -> HeadlineOffer | None:
    """The first line, if it is a heading or a short line all in bold, and a text follows it."""
    texts = [block for block in blocks if block.text.strip()]
    if len(texts) < 2:
        return None
    first, line = texts[0], texts[0].text.strip()
    bold = first.kind == "paragraph" and all(run.bold for run in first.runs if run.text.strip())
    heads = first.kind == "crosshead" or (bold and not _ENDS.search(line))
    if not heads or len(line) > _HEADLINE or read_signature(line):
        return None
    return HeadlineOffer(line, BREAK.join(part.strip() for part in line.split("\n")))


def _find_bylines(blocks: Sequence[Block], headline: HeadlineOffer | None) -> Iterator[BylineOffer]:
    """Lines near the top and at the end that say who signs; names alone only below the headline."""
    lines = [b.text.strip() for b in blocks if b.kind in ("paragraph", "crosshead") and b.text]
    found: set[str] = set()
    for at, line in enumerate(lines):
        near = at < _TOP or at >= len(lines) - _BOTTOM
        if not near or line in found or len(lines) < 2 or (headline and line == headline.line):
            continue
        below = headline is not None and at == 1
        signature = read_signature(line, bare=below)
        if signature and signature.people:
            found.add(line)
            yield BylineOffer(line, signature.people, _is_whole(line, signature.people))


def _is_whole(line: str, people: Sequence[WordSigner]) -> bool:
    rest = fold_marks(line)
    for said in sorted({part for who in people for part in (who.name, who.unit)}, key=len)[::-1]:
        rest = rest.replace(fold_marks(said), " ") if said else rest
    return not _SIGNS.sub("", rest)


def _find_captions(
    blocks: Sequence[Block], marked: Sequence[str], taken: set[str]
) -> Iterator[CaptionOffer]:
    """What the source marks as a caption, and paragraphs that begin as captions do."""
    known = {" ".join(text.split()) for text in marked}
    for block in blocks:
        line = block.text.strip()
        if block.kind != "paragraph" or not 0 < len(line) <= _CAPTION or line in taken:
            continue
        if " ".join(line.split()) in known or begins_caption(line):
            caption = split_credit(line)
            if caption.text:
                taken.add(line)
                yield CaptionOffer(line, caption.text, caption.credit)
