"""The paragraphs under each headline, prepared for finding tangles."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from articles.text.page.datelines import NOTE, SOURCE_LINE
from articles.text.page.likeness import Terms, Weights, letters, terms
from articles.text.page.preambles import opens_text
from articles.text.page.reading import Reading, Story
from articles.text.punctuation import fold_marks

#: The doubt at a story that was joined of parts on several pages.
JOINED_PARTS = "joined-parts"
_HEAD = ("kicker", "headline", "subhead")
_SIGNED = re.compile(r"[(【][^()【】]{1,24}[)】]$")
_AGENCY = re.compile(r"[电讯][)】]$|(?:\d日|今日)电\)?$")


@dataclass(slots=True)
class Paragraph:
    """A paragraph; `at` is the index of its piece in its story."""

    at: int
    text: str
    terms: Terms
    crosshead: bool
    photo: bool
    byline: bool

    @property
    def signed(self) -> bool:
        """Does it end with a name or an agency note in brackets, as the last paragraph does?"""
        return bool(_SIGNED.search(self.text[-26:]))

    @property
    def agency(self) -> bool:
        return bool(_AGENCY.search(self.text[-12:]))


@dataclass(slots=True)
class Body:
    """A story's head and paragraphs."""

    story: Story
    head: str
    head_terms: Terms
    head_letters: Terms
    paragraphs: list[Paragraph]
    signed: bool
    trailing: bool


class Bodies(list[Body]):
    """The stories of a page that have text, with the weights of terms on that page."""

    @cached_property
    def weights(self) -> Weights:
        documents = [paragraph.terms for body in self for paragraph in body.paragraphs]
        return Weights(documents)

    @cached_property
    def trailing(self) -> float:
        """The share of the stories that have a byline at their end."""
        return sum(body.trailing for body in self) / max(1, len(self))

    @cached_property
    def letter_weights(self) -> Weights:
        documents = [letters(paragraph.text) for body in self for paragraph in body.paragraphs]
        return Weights(documents)


def bodies(reading: Reading) -> Bodies:
    """The stories that may be tangled: none that is a notice, a table, or one of several briefs,
    and none whose parts are known by its turns."""
    found = Bodies()
    for story in reading.stories:
        body = _body(reading, story)
        known = any(doubt.code == JOINED_PARTS for doubt in story.doubts)
        if body.paragraphs and story.genre in ("", "photo") and not known:
            found.append(body)
    return found


def _body(reading: Reading, story: Story) -> Body:
    head = fold_marks(
        " ".join(reading.text(piece) for piece in story.pieces if piece.kind in _HEAD)
    )
    paragraphs: list[Paragraph] = []
    since: Counter[str] = Counter()
    for at, piece in enumerate(story.pieces):
        if piece.kind == "paragraph":
            text = fold_marks(reading.text(piece))
            beside = NOTE.fullmatch(text) if paragraphs else SOURCE_LINE.fullmatch(text)
            if beside or (not paragraphs and opens_text(text)):
                continue  # it stays with the paragraph above, or with the head
            paragraphs.append(
                Paragraph(
                    at,
                    text,
                    terms(text),
                    crosshead=since["crosshead"] > 0,
                    photo=since["credit"] + since["caption"] > 0,
                    byline=since["byline"] > 0 and bool(paragraphs),
                )
            )
            since.clear()
        else:
            since[piece.kind] += 1
    first = paragraphs[0].at if paragraphs else 0
    return Body(
        story,
        head,
        terms(head),
        letters(head),
        paragraphs,
        signed=any(piece.kind == "byline" for piece in story.pieces[:first]),
        trailing=any(piece.kind == "byline" for piece in story.pieces[first:]),
    )
