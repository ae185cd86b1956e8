"""The fitted weights of evidence, read from weights.json."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import cast


@cache
def _load_weights() -> dict[str, dict[str, float]]:
    text = files("articles.text.page").joinpath("weights.json").read_text(encoding="utf-8")
    return cast(dict[str, dict[str, float]], json.loads(text))


def weights(question: str) -> dict[str, float]:
    """The weight of each kind of evidence, for one question ("tangles", "beginnings")."""
    return _load_weights()[question]
