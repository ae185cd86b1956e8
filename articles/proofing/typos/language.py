"""A language model of words, where one is installed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from articles.proofing.typos.context import EDGE

_KEPT = 50_000


class WordModel:
    """A KenLM model of words, such as the zh_CN.lm of Debian's libime-data-language-model."""

    def __init__(self, path: Path) -> None:
        """Raises ImportError without the package, OSError or RuntimeError for another file."""
        import kenlm  # noqa: PLC0415  (optional: requirements-proofing.txt)

        self._model: Any = kenlm.Model(str(path))
        self._parts: dict[str, str] = {}

    def weigh(self, words: Sequence[str]) -> float:
        """The logarithm (to 10) of how likely the words are; unknown ones by their characters."""
        known = self._parts
        parts = [known.get(word) or self._part(word) for word in words if word != EDGE]
        return float(self._model.score(" ".join(parts), bos=False, eos=False))

    def _part(self, word: str) -> str:
        if len(self._parts) > _KEPT:
            self._parts.clear()
        part = self._parts[word] = word if word in self._model else " ".join(word)
        return part


#: Where Debian's package puts its model, on any machine.
PLACES = "usr/lib/*/libime/zh_CN.lm"


def find_model() -> WordModel | None:
    """The model that Debian's package installs, if it is there."""
    paths = sorted(Path("/").glob(PLACES))
    return load_model(paths[0]) if paths else None


@cache
def load_model(path: Path) -> WordModel | None:
    """The model of a file, or None where the package or the file can't be read."""
    try:
        return WordModel(path)
    except (ImportError, OSError, RuntimeError):
        return None
