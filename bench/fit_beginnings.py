"""Fit the weights of lost beginnings: bench/fit_beginnings.py STORIES.jsonl [--dry-run]

STORIES.jsonl has {"date", "title" or "headline", "body"} on each line, the body as a list or a
paragraph a line. Each paragraph is an example as it is, without its first words, and (for less)
without its first sentences, since a sentence may begin a paragraph; the stories stand alone and six
on a page. Our sample bulletin is among them, since its plain style
opens paragraphs in ways that a national paper doesn't. Prints how many are found on the last
third of the days when only the others are learnt from; then fits on everything and writes
"beginnings" of articles/text/page/weights.json (not with --dry-run). Same stories, same weights.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import unicodedata
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
from composed_pages import read_own
from fit_pages import WEIGHTS

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from articles.text.page.beginnings import Openings  # noqa: E402
from articles.text.page.words import load_dictionary  # noqa: E402
from articles.text.punctuation import fold_marks, is_han  # noqa: E402

#: A paragraph loses at least so many characters, and this much is left at least.
LEAST, LEFT = 2, 25
#: A name of the evidence that fewer paragraphs show is left out; how far weights are shrunk.
SEEN, SHRINK = 20, 3.0
CUTS, ON_A_PAGE, LETTERS_AT_MOST = 4, 6, 6000
#: So many sentences of a paragraph stand for beginnings, and this is what one counts.
SENTENCES, SENTENCE_COUNTS = 2, 0.3
STEPS = 60
#: What stands before the beginning of a clause.
_STOPS = "。!?;,"
#: The end of a sentence behind which enough is left.
_SENTENCE = re.compile(rf"[。!?](?=[^。!?”’]{{{LEFT}}})")

#: A loss and its slope at some weights.
Measure = Callable[[np.ndarray], tuple[float, np.ndarray]]


@dataclass(frozen=True)
class Written:
    """A story: its day (or "own"), its headline, its paragraphs with ASCII marks."""

    day: str
    headline: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Example:
    """The evidence at the opening of a paragraph of a day, and whether it lost its beginning."""

    day: str
    seen: dict[str, float]
    lost: bool
    counts: float = 1.0


def narrow(text: str) -> str:
    """The text with ASCII marks, letters and digits, as pages are extracted."""
    return fold_marks(unicodedata.normalize("NFKC", text)).strip()


def read_stories(path: Path) -> Iterator[Written]:
    for line in path.read_text(encoding="utf-8").splitlines():
        story = json.loads(line)
        body = story["body"]
        texts = body if isinstance(body, list) else body.split("\n")
        paragraphs = tuple(filter(None, map(narrow, texts)))
        headline = narrow(story.get("headline") or story.get("title") or "")
        if paragraphs and sum(map(len, paragraphs)) <= LETTERS_AT_MOST:
            yield Written(story["date"], headline, paragraphs)


def own_stories() -> list[Written]:
    return [
        Written("own", fold_marks(each["headline"]), tuple(map(fold_marks, each["paragraphs"])))
        for page in read_own()
        for each in page["stories"]
    ]


def cut(text: str, chance: random.Random) -> Iterator[str]:
    """The text without its first words, or words and a character, a few times."""
    words, at = list[int](), 0
    for word in load_dictionary().cut(text[:160]):
        words.append(at)
        at += len(word)
    most = min(max(len(text) // 2, 22), len(text) - LEFT)
    starts = [n for n in words if LEAST <= n <= most and text[n - 1] not in _STOPS]
    for _ in range(CUTS if starts else 0):
        at = chance.choice(starts)
        at += chance.random() < 0.4 and is_han(text[at + 1])
        if is_han(text[at]):
            yield text[at:]


def sentences(text: str) -> Iterator[str]:
    """The text from its second sentence on, from its third …"""
    for hit in islice(_SENTENCE.finditer(text), SENTENCES):
        yield text[hit.end() :]


def examples(
    stories: Sequence[Written], chance: random.Random, *, alone: bool
) -> Iterator[Example]:
    """The paragraphs of stories that stand together, each as it is and cut."""
    texts = [text for story in stories for text in story.paragraphs]
    heads = [story.headline for story in stories]
    whole = Openings(texts, heads)

    def see(text: str, rest: str) -> dict[str, float]:
        return Openings([rest if each is text else each for each in texts], heads).features(rest)

    for story in stories:
        for text in story.paragraphs:
            yield Example(story.day, whole.features(text), lost=False)
            cuts = dict.fromkeys(cut(text, chance)) if len(text) >= 2 * LEFT else ()
            for rest in cuts if alone else islice(cuts, 1):
                yield Example(story.day, see(text, rest), lost=True)
            for rest in sentences(text) if alone else ():
                yield Example(story.day, see(text, rest), lost=False, counts=SENTENCE_COUNTS)


def all_examples(stories: Sequence[Written], chance: random.Random) -> Iterator[Example]:
    for story in stories:
        yield from examples([story], chance, alone=True)
    for own in (False, True):
        mixed = [story for story in stories if (story.day == "own") == own]
        chance.shuffle(mixed)
        for n in range(0, len(mixed), ON_A_PAGE):
            yield from examples(mixed[n : n + ON_A_PAGE], chance, alone=False)


def fit(found: Sequence[Example]) -> dict[str, float]:
    """Weights of a logistic regression in which sound and cut ones count alike."""
    count = Counter(name for one in found for name, value in one.seen.items() if value)
    names = [*sorted(name for name, n in count.items() if n >= SEEN), "bias"]
    place = {name: n for n, name in enumerate(names)}
    cells = [
        (row, place[name], value)
        for row, one in enumerate(found)
        for name, value in (*one.seen.items(), ("bias", 1.0))
        if value and name in place
    ]
    rows, columns, values = (np.array(column) for column in zip(*cells, strict=True))
    lost = np.array([float(one.lost) for one in found])
    counts = np.array([one.counts for one in found])
    whole = (lost == 0) & (counts == 1)
    share = np.where(lost > 0, whole.sum() / lost.sum(), counts)

    def measure(weights: np.ndarray) -> tuple[float, np.ndarray]:
        chances = 1 / (1 + np.exp(-np.bincount(rows, values * weights[columns], len(found))))
        told = np.where(lost > 0, chances, 1 - chances)
        shrunk = SHRINK * np.append(weights[:-1], 0.0)
        slope = np.bincount(columns, values * (share * (chances - lost))[rows], len(names))
        return shrunk @ weights / 2 - share @ np.log(np.maximum(told, 1e-12)), slope + shrunk

    fitted = zip(names, descend(measure, len(names), STEPS), strict=True)
    return {name: round(float(value), 3) for name, value in fitted if abs(value) >= 0.005}


def descend(measure: Measure, size: int, steps: int, memory: int = 10) -> np.ndarray:
    """Limited-memory BFGS on a convex loss; needs a fifth of the steps of a plain descent."""
    weights = np.zeros(size)
    loss, slope = measure(weights)
    known = deque[tuple[np.ndarray, np.ndarray]](maxlen=memory)
    for _ in range(steps):
        way, shares = -slope, []
        for moved, bent in reversed(known):
            shares.append(moved @ way / (bent @ moved))
            way -= shares[-1] * bent
        way *= known[-1][0] @ known[-1][1] / (known[-1][1] @ known[-1][1]) if known else 1.0
        for (moved, bent), share in zip(known, reversed(shares), strict=True):
            way += moved * (share - bent @ way / (bent @ moved))
        step = 1.0 if known else 1 / np.abs(slope).sum()
        while (after := measure(weights + step * way))[0] > loss + 1e-4 * step * (slope @ way):
            step /= 2
            if step < 1e-9:
                return weights
        if (after[1] - slope) @ way > 0:
            known.append((step * way, after[1] - slope))
        weights, (loss, slope) = weights + step * way, after
    return weights


def check(found: Iterable[Example], weights: dict[str, float]) -> None:
    scores: dict[bool, list[float]] = {True: [], False: []}
    for one in found:
        if one.counts < 1:
            continue
        score = sum(weights.get(name, 0.0) * value for name, value in one.seen.items())
        scores[one.lost].append(score + weights["bias"])
    sound = sorted(scores[False], reverse=True)
    for share in (0.005, 0.01, 0.02, 0.03, 0.05, 0.07):
        least = sound[int(share * len(sound))]
        hit = sum(score > least for score in scores[True]) / len(scores[True])
        likely = 1 / (1 + np.exp(-least))
        print(f"  {share:.1%} of sound ones told: recall {hit:.3f} at a chance of {likely:.3f}")


def warm_up(stories: Sequence[Written]) -> None:
    """Ask the dictionary once for everything, not once for each story."""
    text = "\n".join(text for story in stories for text in story.paragraphs)
    pieces = (text[n : n + size] for n in range(len(text)) for size in (2, 3, 4))
    load_dictionary().count_longer(pieces)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("stories", type=Path)
    parser.add_argument("--dry-run", action="store_true", help="only check; write nothing")
    options = parser.parse_args()
    stories = [*read_stories(options.stories), *own_stories()]
    load_dictionary().load()
    warm_up(stories)
    found = list(all_examples(stories, random.Random(1)))
    days = sorted({one.day for one in found} - {"own"})
    late = set(days[len(days) * 2 // 3 :])
    known = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    fitted = fit([one for one in found if one.day not in late])
    for title, weights in (("as committed", known["beginnings"]), ("fitted", fitted)):
        print(f"{title}, on {min(late)} to {max(late)}:")
        check((one for one in found if one.day in late), weights)
    if not options.dry_run:
        known["beginnings"] = fit(found)
        text = json.dumps(known, ensure_ascii=False, indent=1, sort_keys=True)
        WEIGHTS.write_text(text + "\n", encoding="utf-8")
        print(f"written: {WEIGHTS.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
