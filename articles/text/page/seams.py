"""How likely a paragraph ends with a sentence that fills its line to the end."""

from __future__ import annotations

import math
from collections.abc import Collection

from articles.text.page.openers import marks
from articles.text.page.reading import Doubt, Reading

#: Fitted by logistic regression on 15,000 ends of sentences in a newspaper's stories, 4,400 of
#: them ends of paragraphs: at .5 six of ten ends that are said to be one are.
_WEIGHTS = {
    "number": 2.89, "by way of": 1.14, "quoted": 0.87, "office": 0.72, "recently": 0.67,
    "when": 0.57, "says": 0.46, "held": 0.37, "long clause": 0.27, "recently first": 0.24,
    "when first": -0.24, "pronoun": -0.28, "goes on": -0.61,
}  # fmt: skip
_BIAS, _LENGTH, _LENGTH_SQUARED, _QUOTE = -0.81, 0.63, -0.48, 0.25
#: From this chance on a person should look.
DOUBTFUL = 0.3
TWO_PARAGRAPHS = "perhaps-two-paragraphs"


def chance_of_end(above: str, below: str) -> float:
    """The chance that a paragraph ends after `above`, its text so far, and `below` opens another.

    Both have ASCII marks. Nothing but their words is known: no indent, no blank line.
    """
    length = math.log(max(len(above), 5) / 100)
    score = _BIAS + _LENGTH * length + _LENGTH_SQUARED * length**2
    score += _QUOTE * (above[-1:] in "\u201d\u2019」』)")
    score += sum(_WEIGHTS.get(name, 0.0) * value for name, value in marks(below[:60]).items())
    return 1 / (1 + math.exp(-score))


def doubt_seams(reading: Reading, seams: Collection[int]) -> None:
    """Add a doubt at each line of a paragraph at which another may begin."""
    for story in reading.stories:
        for piece in story.of("paragraph"):
            for number in piece.lines[1:]:
                if number in seams:
                    start = reading.lines[number - 1].repaired.strip()[:6]
                    message = f"“{start}”前面一行刚好排满，这里可能另起一段，请核对。"
                    story.doubts.append(Doubt(TWO_PARAGRAPHS, message, number))
