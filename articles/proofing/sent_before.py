"""What the newsroom had already when the article was sent in."""

from __future__ import annotations

from collections.abc import Iterator

from articles.proofing.finding import Finding
from articles.proofing.galley import Galley

#: Only told to those who handle copy: it says that another article exists.
SENT_BEFORE = "sent_before"


def find_sent_before(galley: Galley) -> Iterator[Finding]:
    """Findings `sent_before`, warn: another article is likely of the same event."""
    for number in galley.resembles:
        message = (
            f"很可能和稿号{number}写的是同一件事。请对照后定"
            "\N{FULLWIDTH COLON}合成一篇、退一篇，或写明不是一件事。"
        )
        yield Finding(SENT_BEFORE, "warn", -1, 0, 0, "", message)
