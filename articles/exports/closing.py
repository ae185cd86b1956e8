"""What every format says after the text of an article: entries, sound, files, its end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from articles.models import Article, absolute_url
from articles.text.body import Block, Run, Runs
from articles.text.dates import format_moment
from articles.text.punctuation import set_in_brackets


def say_end(ends_at: datetime | None) -> str:
    """Until when the article counts, as a sentence; "" where it has no end."""
    return f"有效到{format_moment(timezone.localtime(ends_at))}。" if ends_at else ""


def close(article: Article) -> tuple[Block, ...]:
    """The blocks that follow the body: the entries of a rolling story, the newest first; the files
    with their addresses on the site, the end, where a reprint comes from, and what AI wrote of it.
    """
    found: list[Runs] = [(Run("附件"), *runs) for runs in [list_files(article)] if runs]
    said = filter(None, (say_end(article.ends_at), *tell_origin(article)))
    found += [(Run(set_in_brackets(each)),) for each in said]
    paragraphs = (Block("paragraph", runs) for runs in found)
    return *list_entries(article), *list_clips(article), *paragraphs


def list_entries(article: Article) -> tuple[Block, ...]:
    """The entries as blocks, each under its hour."""
    return tuple(
        block
        for each in article.rolling
        for block in each.tell(format_moment(timezone.localtime(each.moment)))
    )


def list_clips(article: Article) -> Iterator[Block]:
    """What of sound and film there is on the site, on paper with a code that leads there; and what
    is said in each."""
    for each in article.sounds:
        address = absolute_url(f"{article.get_absolute_url()}#{each.anchor}")
        way = "看" if each.is_film else "听"
        runs = Run(each.said, href=address), Run(f"，网上版可以{way}。")
        yield Block("paragraph", runs, code=address)
        lines = [line.strip() for line in each.transcript.splitlines()]
        if said := "".join(filter(None, lines)):
            yield Block("paragraph", (Run(f"{each.label}文字稿：{said}"),))


def tell_origin(article: Article) -> list[str]:
    """Where a reprint comes from, and what AI wrote of it, as sentences."""
    origin = article.source_text
    reprinted = f"转载自{origin}。" if article.source else f"{origin}。" if origin else ""
    return list(filter(None, (reprinted, article.ai_text)))


def list_files(article: Article) -> tuple[Run, ...]:
    """The files that it hands out, each a link to where the site has it."""
    files = article.attached
    numbers = [f"{at}. " for at in range(1, len(files) + 1)] if len(files) > 1 else [""]
    runs: list[Run] = []
    for number, each in zip(numbers, files, strict=False):
        apart = "\N{FULLWIDTH SEMICOLON}" if runs else "\N{FULLWIDTH COLON}"
        address = reverse("attachment", args=[article.pk, each.address])
        runs += [Run(f"{apart}{number}"), Run(each.said, href=absolute_url(address))]
    return (*runs, Run("。网上版可以下载。")) if runs else ()
