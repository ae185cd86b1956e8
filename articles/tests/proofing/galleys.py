"""Galleys for the examples of rules: of texts, of a house's lists, of an article's particulars."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from articles.proofing import Passage
from articles.proofing.galley import GalleyPhoto, ImportDoubt, Particulars
from articles.proofing.house import House
from articles.tests.proofing.texts import completeness as completeness_texts
from articles.tests.proofing_cases import write
from articles.text.printable import Printable


def of(texts, frame="{}", **options):
    """A galley for each text, or for each list of paragraphs."""
    texts = [[each] if isinstance(each, str) else each for each in texts]
    return [write(*(frame.format(text) for text in each), **options) for each in texts]


def first(cases):
    return [each[0] for each in cases]


def in_house(texts, **house):
    return [replace(galley, house=House(**house)) for galley in of(texts)]


def with_particulars(cases, captions=(), **given):
    """Galleys of one article that has other particulars each time."""
    galley = write(completeness_texts.LONG, headline="望津街道换了长椅")
    blocks = [replace(each, block=n) for n, each in enumerate(galley.passages[1:])]
    passages = [galley.passages[0], *blocks, *(Passage("caption", each) for each in captions)]
    whole = replace(galley, passages=passages, house=House(sources=("望江日报",)))
    return [replace(whole, particulars=Particulars(**(given | each))) for each in cases]


def of_captions(captions):
    cases = [[{"photos": [replace(PHOTO, caption=each)]}] for each in captions]
    pairs = zip(cases, captions, strict=True)
    return [galley for case, each in pairs for galley in with_particulars(case, [each])]


def of_body(head, other_than=""):
    """The body of a headline under it, or another one's."""
    heads = list(BODIES)
    body = BODIES[heads[heads.index(head) - 2]] if other_than else BODIES[head]
    galley = write(body, headline=head)
    return [replace(galley, passages=[galley.passages[0], Passage("paragraph", body, 0)])]


def doubted(cases):
    doubt = ImportDoubt("displaced-body", "请核对。", "长椅换了新木条")
    return [replace(galley, doubts=[doubt]) for galley in of(cases)]


#: What the fonts of an invented machine have.
FONTS = Printable.of(
    frozenset(
        map(chr, (*range(0x20, 0x500), *range(0x2000, 0x2150), 0x260E, *range(0x3000, 0xA000)))
    )
    | frozenset(map(chr, range(0xFF00, 0xFFA0)))
    | frozenset("⚕\N{MAN}\N{WOMAN}\N{EMOJI MODIFIER FITZPATRICK TYPE-3}\N{WAVING BLACK FLAG}")
)
SIGNED = {"signatures": [("correspondent", "望津街道")]}
PHOTO = GalleyPhoto(1, "江边的步道。", "鹿鸣", "江边有人散步")
EDITED = {"signatures": [("editor", "")]}
LATE = [
    date(2026, 11, 1),
    date(2026, 10, 30),
    date(2026, 9, 9),
    date(2025, 11, 9),
    date(2026, 1, 1),
]
NEW = [date(2026, 11, 2), date(2026, 11, 9), date(2026, 11, 8), date(2026, 11, 30), None]
BODIES = completeness_texts.BODIES
