"""An article as its proofreader reads it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from articles.models import Article
from articles.proofing import Galley, Passage
from articles.proofing.galley import GalleyPhoto, ImportDoubt, Particulars, PassageKind
from articles.proofing.house import House
from articles.review.house import load_house
from articles.text import body
from articles.text.attached import read_attached
from articles.text.block import Block
from articles.text.clips import read_clips
from articles.text.runs import plain_runs
from articles.versions import Content

_KINDS: dict[str, PassageKind] = {
    "paragraph": "paragraph", "crosshead": "crosshead", "quote": "quote", "list": "item",
    "ordered": "item",
}  # fmt: skip


def galley_of(
    content: Content, article: Article, day: date | None = None, house: House | None = None
) -> Galley:
    """What is proofread of a content of an article, read against `day`.

    With what an import doubted, what was found when it was sent in, and what the house knows: as
    it is now, unless it is given for many.
    """
    texts = {name: content.text(name) for name in ("kicker", "headline", "subhead", "summary")}
    captions = [photo.caption for photo in content.pictures]
    particulars = Particulars(
        signatures=[(each.role, each.unit) for each in content.signatures],
        photos=[
            GalleyPhoto(p.number, p.caption, p.credit, p.alt, p.ai_use, p.consent)
            for p in content.pictures
        ],
        section=article.section.name if article.section else "",
        source=content.text("source"),
        genre=str(content.fact("genre")),
        event_on=content.fact("event_on"),
        original_title=content.fact("original_title"),
        original_author=content.fact("original_author"),
        ai_use=content.fact("ai_use"),
        names=[name for each in content.signatures for name in (each.name, each.unit)],
        files=[each.name for each in read_attached(content.fact("attachments"))],
        clips=[
            words
            for each in read_clips(content.fact("clips"))
            for words in (each.caption, each.transcript)
        ],
        entries=[
            words for each in content.entries for words in (each.headline, each.text, each.signed)
        ],
    )
    galley = galley_of_parts(texts, content.body, captions, day, house)
    return replace(
        galley,
        particulars=particulars,
        doubts=read_doubts(article.doubts),
        resembles=[each["article"] for each in article.resembles],
    )


def read_doubts(stored: Iterable[Mapping[str, str]]) -> list[ImportDoubt]:
    """What an article keeps of an import's doubts, as the proofreader reads it."""
    return [ImportDoubt(each["code"], each["message"], each["words"]) for each in stored]


def galley_of_parts(
    texts: Mapping[str, str],
    html: str,
    captions: Iterable[str],
    day: date | None = None,
    house: House | None = None,
) -> Galley:
    """The same of what stands in a form: heads and summary by their names, body, captions."""
    heads: tuple[PassageKind, ...] = ("kicker", "headline", "subhead")
    passages = [Passage(kind, text) for kind in heads if (text := texts.get(kind, ""))]
    if summary := texts.get("summary", ""):
        passages.append(Passage("summary", summary))
    for number, block in enumerate(body.blocks(html)):
        passages += _of_block(block, number)
    passages += [Passage("caption", caption) for caption in captions if caption]
    return Galley(passages, day, house=house or load_house())


def _of_block(block: Block, number: int) -> Iterator[Passage]:
    if block.kind == "table":
        for row in block.rows:
            for cell in row:
                yield Passage("cell", plain_runs(cell), number)
    elif block.items:
        for item in block.items:
            yield Passage(_KINDS[block.kind], plain_runs(item), number)
    elif block.kind in _KINDS:
        yield Passage(_KINDS[block.kind], plain_runs(block.runs), number)
