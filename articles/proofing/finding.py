"""What a proofreader's rule finds: a place in a text, what is wrong there, and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

#: block: the text can't be sent in or signed; warn: somebody decides; info: is only shown.
Severity = Literal["block", "warn", "info"]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a rule found in one passage of a galley.

    `passage` counts from 0; -1 is where something is missing that stands nowhere in the text.
    `start` and `end` are offsets in characters of its text, and `text` is what stands there (empty
    where something is missing). `fixes` are replacements for it, the likeliest first. `score` is
    higher the surer a rule is that only guesses; None for all others.
    """

    rule: str
    severity: Severity
    passage: int
    start: int
    end: int
    text: str
    message: str
    fixes: tuple[str, ...] = ()
    score: float | None = None
