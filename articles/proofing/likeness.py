"""Characters that are taken for one another: by sound, by near sound, by shape."""

from __future__ import annotations

import sys
from collections import defaultdict
from functools import cache
from importlib.resources import files

#: Sounds that many speakers don't tell apart, at the beginning and at the end of a syllable.
_NEAR = (
    ("zh", "z"), ("ch", "c"), ("sh", "s"), ("l", "n"), ("h", "f"), ("r", "l"),
    ("ang", "an"), ("eng", "en"), ("ing", "in"),
)  # fmt: skip


@cache
def load_readings() -> dict[str, tuple[str, ...]]:
    """For each known character its readings with tones (`zhong1`), the usual one first."""
    text = files("articles.proofing").joinpath("data/readings.txt").read_text(encoding="utf-8")
    lines = [line.partition(" ") for line in text.splitlines() if not line.startswith("#")]
    readings: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for usual in (True, False):
        for syllable, _, characters in lines:
            first, _, others = characters.partition("|")
            for character in first if usual else others:
                readings[character] += (sys.intern(syllable),)
    return dict(readings)


@cache
def read_syllables(character: str) -> frozenset[str]:
    """The readings of a character without their tones."""
    return frozenset(reading.rstrip("12345") for reading in load_readings().get(character, ()))


@cache
def load_shapes() -> dict[str, str]:
    """For each common character those that look like it, the likest first."""
    text = files("articles.proofing").joinpath("data/shapes.txt").read_text(encoding="utf-8")
    shapes: defaultdict[str, str] = defaultdict(str)
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        shapes[line[0]] += line[1:]
        for other in line[1:]:
            if line[0] not in shapes[other]:
                shapes[other] += line[0]
    return shapes


def sounds_alike(one: str, other: str) -> bool:
    """Do two characters share a reading, whatever its tone?"""
    return not read_syllables(one).isdisjoint(read_syllables(other))


def sounds_nearly_alike(one: str, other: str) -> bool:
    """Have two characters readings that many speakers don't tell apart?"""
    return any(syllable in read_syllables(other) for syllable in near_syllables(one))


def looks_alike(one: str, other: str) -> bool:
    return other in load_shapes().get(one, "")


def is_like(one: str, other: str) -> bool:
    """Is one of two different characters easily written for the other?"""
    return sounds_alike(one, other) or looks_alike(one, other) or sounds_nearly_alike(one, other)


@cache
def near_syllables(character: str) -> frozenset[str]:
    near = set()
    for syllable in read_syllables(character):
        for left, right in (*_NEAR, *((right, left) for left, right in _NEAR)):
            if syllable.startswith(left) and not (left == "z" and syllable.startswith("zh")):
                near.add(right + syllable[len(left) :])
            if syllable.endswith(left):
                near.add(syllable[: -len(left)] + right)
    return frozenset(near)
