"""How much each measure counts: numbers that bench/fit_typos.py has fitted."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from operator import mul


@dataclass(frozen=True)
class TypoWeights:
    """For each kind of candidate the weight of each measure, and the scores that findings need.

    In 10,000 characters of sound text about `WARN_RATE` places score above `warn`, and `INFO_RATE`
    above `info`; what is below is not told.
    """

    kinds: Sequence[Sequence[float]]
    warn: float
    info: float

    def score(self, kind: int, row: Sequence[float]) -> float:
        """The logarithm of the odds that a candidate is right."""
        return float(sum(map(mul, self.kinds[kind], row)))


#: False alarms in 10,000 characters at the two lines.
WARN_RATE, INFO_RATE = 1.0, 5.5


@cache
def load_weights(with_model: bool, with_archive: bool) -> TypoWeights:
    """The weights for what is there to measure with."""
    file = files("articles.proofing.typos").joinpath("data/weights.json")
    name = f"{'model' if with_model else 'words'}{' and archive' if with_archive else ''}"
    data = json.loads(file.read_text(encoding="utf-8"))[name]
    return TypoWeights(data["kinds"], data["warn"], data["info"])
