"""How likely words are in their context: by classes of words, by a language model."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise

from articles.proofing.typos.lexicon import Lexicon, load_lexicon

#: Beside a run: a mark, a digit, a letter.
EDGE = "^"


class Classes:
    """Words by class: the most frequent ones alone, all others by part of speech and length.

    `steps[a][b]` is the logarithm of how often class b follows class a.
    """

    def __init__(self, names: Sequence[str], steps: Sequence[Sequence[float]], lexicon: Lexicon):
        self._lexicon, self._steps = lexicon, steps
        self._numbers = {name: number for number, name in enumerate(names)}
        self._known: dict[str, int] = {}

    @classmethod
    def of(cls, names: Sequence[str], steps: Sequence[Sequence[int]], lexicon: Lexicon) -> Classes:
        """From whole numbers: twenty times a logarithm, turned."""
        return cls(names, [[-step / 20 for step in row] for row in steps], lexicon)

    def number(self, word: str) -> int:
        """The number of a word's class."""
        number = self._known.get(word)
        if number is None:
            number = self._numbers.get(word, -1)
            if number < 0:
                number = self._numbers.get(class_name(word, self._lexicon), 0)
            if len(self._known) > 20_000:
                self._known.clear()
            self._known[word] = number
        return number

    def weigh(self, words: Sequence[str]) -> float:
        """The logarithm of how likely these classes follow one another."""
        numbers = [self.number(word) for word in words]
        return sum(self._steps[a][b] for a, b in pairwise(numbers))


def class_name(word: str, lexicon: Lexicon) -> str:
    """Part of speech and length, for words that have no class of their own."""
    if word == EDGE:
        return EDGE
    entry = lexicon.find(word)
    if entry is None:
        return f"?{min(len(word), 2)}"
    return f"{entry[1]}{min(len(word), 3)}"


@cache
def load_classes() -> Classes:
    """The classes that bench/fit_typos.py has counted."""
    file = files("articles.proofing.typos").joinpath("data/classes.json")
    data = json.loads(file.read_text(encoding="utf-8"))
    return Classes.of(data["names"], data["steps"], load_lexicon())
