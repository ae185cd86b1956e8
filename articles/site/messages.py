"""What a reader is asked who found an error, and what is told of it afterwards."""

from __future__ import annotations

from articles.models import Article, ReaderMessage
from articles.text.characters import clean_to_one_line
from articles.text.fold import normalize

_QUOTED, _LABEL, _SHORTEST = 400, 16, 4


def list_passages(article: Article) -> list[str]:
    """The paragraphs, crossheads, lists and tables of an article, each on one line, and captions
    of photos; in the order of its page."""
    found = [photo.caption for photo in article.unplaced_photos]
    for block, photo in article.body_with_photos:
        found.append(photo.caption if photo else block.text)
    lines = (clean_to_one_line(each.replace("\t", " "))[:_QUOTED] for each in found)
    return [line for line in lines if line]


def label_passage(number: int, passage: str) -> str:
    """`第3段　步道的十七处断点里……`, for a list to choose from."""
    short = passage if len(passage) <= _LABEL else passage[: _LABEL - 1] + "……"
    return f"第{number}段\N{IDEOGRAPHIC SPACE}{short}"


def find_passage(passages: list[str], words: str) -> int | None:
    """Which passage has the words that a reader marked; None where they stand in none."""
    wanted = normalize("".join(words.split()))[:60]
    if len(wanted) < _SHORTEST:
        return None
    for number, passage in enumerate(passages):
        if wanted in normalize("".join(passage.split())):
            return number
    return None


def shown_article(message: ReaderMessage) -> Article | None:
    """The article that a message is about, as long as readers see it."""
    article = message.article
    return article if article is not None and article.is_public else None
