"""What is typed into a box that is no form's: an opinion, a comment, a reason, a name."""

from __future__ import annotations

from articles.review import record
from articles.review.steps import StepRefused

LONGEST_OPINION = 2000


def read_words(text: str, most: int, called: str) -> str:
    """What was typed there, whole.

    Raises StepRefused where it is longer than is kept: what somebody wrote is never cut off
    without a word.
    """
    said = record.shorten(text, len(text))
    if (length := len(said.replace("\r\n", "\n"))) > most:
        raise StepRefused(
            f"{called}最多{most}个字，这里有{length}个字，没有存。请写短些，或者分几次写。"
        )
    return said
