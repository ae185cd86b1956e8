"""What the proofreader finds and what it alarms on: bench/proofing.py [--errors DIR ARTICLES.jsonl]
[--from DATE] [--to DATE] [--pages PAGES_DIR] [--show]

DIR holds proofscore.py and inject.py, which put known errors into the sound articles. Each is read
with the language model of words (where it is installed) and without. The sample bulletin is always
read, and the stories of PAGES_DIR where it is given: their paragraphs are sound, so a warning there
is a false one, or an error that nobody has seen; `--show` prints each. Ends with the targets, PASS
or miss, and with 1 where one is missed.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from articles.proofing import Finding, Galley, Passage, proofread  # noqa: E402
from articles.proofing.house import House  # noqa: E402
from articles.proofing.termlist import TermList, load_shipped  # noqa: E402
from articles.proofing.typos.language import find_model  # noqa: E402
from articles.text.punctuation import restore  # noqa: E402

#: What is asked: name, least, most.
Target = tuple[str, float, float | None, float | None]
FORM, TYPING = "= form and fact", "= typing"


def make_house(with_model: bool) -> House:
    return House(find_model() if with_model else None, terms=TermList(load_shipped()))


def read_file(path: str, day: date, house: House) -> list[dict[str, Any]]:
    galley = Galley.of_lines(Path(path).read_text(encoding="utf-8"), day, house)
    return [_as_json(galley, each) for each in proofread(galley)]


def _as_json(galley: Galley, each: Finding) -> dict[str, Any]:
    at = galley.starts[each.passage]
    return {
        "rule": each.rule, "severity": each.severity, "start": at + each.start,
        "end": at + each.end, "text": each.text, "fixes": list(each.fixes), "score": each.score,
    }  # fmt: skip


def answer(arguments: list[str]) -> None:
    """What proofscore.py calls: `--answer model|words DATE FILE…`, a line of findings a file."""
    house = make_house(arguments[0] == "model")
    for path in arguments[2:]:
        print(json.dumps(read_file(path, date.fromisoformat(arguments[1]), house)))


def score_errors(asked: argparse.Namespace, kind: str) -> Iterator[Target]:
    """Runs proofscore.py, prints what it prints, and says how that stands to the targets."""
    folder, articles = asked.errors
    out = Path(asked.json)
    command = [
        sys.executable, str(Path(folder) / "proofscore.py"), articles, "--from", asked.first,
        "--to", asked.last, "--pairs", str(Path(folder) / "pairs.tsv"), "--seed", str(asked.seed),
        "--json", str(out), "--", sys.executable, __file__, "--answer", kind, "{date}",
    ]  # fmt: skip
    print(f"\nreading with {kind}", flush=True)
    print(subprocess.run(command, check=True, text=True, capture_output=True).stdout, flush=True)
    data = json.loads(out.read_text(encoding="utf-8"))
    out.unlink()
    alarms: Counter[str] = Counter()
    for _, severity, number in data["alarms"]:
        alarms[severity] += number
    rate = 10_000 / data["size"]
    sums: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
    for error, row in data["table"].items():
        sums[error in TYPOS].update(row)
    typing, form = sums[True], sums[False]
    yield (
        f"{kind}: typing at 3",
        typing["3"] / typing["all"],
        0.55 if kind == "model" else 0.42,
        None,
    )
    if kind == "model":
        yield f"{kind}: typing at 5", typing["5"] / typing["all"], 0.62, None
    yield f"{kind}: put right of found", typing["fixed"] / typing["any"], 0.70, None
    yield f"{kind}: form found", form["any"] / form["all"], 0.98, None
    yield f"{kind}: blocking alarms", alarms["block"] * rate, None, 0.15
    yield f"{kind}: all warnings", (alarms["warn"] + alarms["block"]) * rate, None, 4.0


TYPOS = frozenset(
    ("homophone_word", "homophone_char", "tone_char", "near_homophone", "shape_char",
     "doubled_char", "dropped_char", "swapped_chars", "de", "wrong_word", "context_char")
)  # fmt: skip


#: Bold and links, as the import of the sample reads them.
_MARKED = re.compile(r"\*\*(.+?)\*\*|\[([^\]]+)\]\([^)]+\)")


def read_sample() -> Iterator[tuple[Galley, int]]:
    """The sample's articles; (galley, number of paragraphs)."""
    bulletin = json.loads((ROOT / "articles/sample/bulletin.json").read_text(encoding="utf-8"))
    for article in bulletin["articles"]:
        day = date.fromisoformat(article["publish_at"][:10]) if article.get("publish_at") else None
        texts = [_unmark(piece) for piece in article["body"] if isinstance(piece, str)]
        yield _galley(article["headline"], texts, day)


def _unmark(text: str) -> str:
    return _MARKED.sub(lambda hit: hit[1] or hit[2], text)


def read_pages(folder: Path) -> Iterator[tuple[Galley, int]]:
    """The stories of pages as they should have been read, with Chinese marks, each once."""
    seen = set()
    for path in sorted(folder.glob("*.json")):
        for story in json.loads(path.read_text(encoding="utf-8"))["stories"]:
            if story["id"] in seen or story["displaced"] or story["truncated"]:
                continue
            seen.add(story["id"])
            day = date.fromisoformat(story["id"][:8])  # the day on which it was printed
            yield _galley(story["headline"], [_restore(p) for p in story["paragraphs"]], day)


def _restore(text: str) -> str:
    """With Chinese marks; the pages have six dots where the paper had a dash of dots."""
    return restore(text)[0].replace("......", "……")


def _galley(headline: str, texts: Iterable[str], day: date | None) -> tuple[Galley, int]:
    passages = [Passage("headline", headline), *(Passage("paragraph", text) for text in texts)]
    return Galley(passages, day, house=make_house(True)), len(passages) - 1


def read_sound(name: str, galleys: Iterable[tuple[Galley, int]], show: bool) -> Iterator[Target]:
    """Counts the paragraphs with a warning, and how fast they were read."""
    paragraphs = characters = 0
    warned: set[tuple[int, int]] = set()
    rules: Counter[str] = Counter()
    spent = time.process_time()
    for number, (galley, size) in enumerate(galleys):
        paragraphs += size
        characters += len(galley.text)
        for each in proofread(galley):
            if each.severity == "info" or galley.passages[each.passage].kind != "paragraph":
                continue
            warned.add((number, each.passage))
            rules[each.rule] += 1
            if show:
                text = galley.passages[each.passage].text
                around = text[max(0, each.start - 12) : each.end + 12]
                print(f"  {each.rule} {each.score or ''}  ……{around}……  {each.text} → {each.fixes}")
    spent = time.process_time() - spent
    print(f"\n{name}: {paragraphs} paragraphs, {len(warned)} with a warning, {dict(rules)}")
    print(f"{name}: {characters} characters, {characters / spent:,.0f} a second", flush=True)
    yield f"{name}: paragraphs with a warning in 100", 100 * len(warned) / paragraphs, None, 3.0
    yield f"{name}: characters a second", characters / spent, 4000, None


def main() -> int:
    if sys.argv[1:2] == ["--answer"]:
        answer(sys.argv[2:])
        return 0
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--errors", nargs=2, metavar=("DIR", "ARTICLES"))
    ask.add_argument("--from", dest="first", default="1998-01-01")
    ask.add_argument("--to", dest="last", default="1998-01-15")
    ask.add_argument("--seed", type=int, default=1998)
    ask.add_argument("--pages", type=Path)
    ask.add_argument("--show", action="store_true", help="print each warning in sound paragraphs")
    ask.add_argument("--json", default=str(ROOT / "var/proofing.json"), help="a file to work with")
    asked = ask.parse_args()
    targets = list(read_sound("sample", read_sample(), asked.show))
    targets.append(
        ("memory, MB", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, None, 200)
    )
    if asked.pages:
        targets += read_sound("pages", read_pages(asked.pages), asked.show)
    if asked.errors:
        for kind in ("model", "words"):
            targets += score_errors(asked, kind)
    missed = 0
    print()
    for name, value, least, most in targets:
        good = (least is None or value >= least) and (most is None or value <= most)
        missed += not good
        bound = f"at least {least}" if least is not None else f"at most {most}"
        print(f"{'PASS' if good else 'miss'}  {name}: {value:,.3f} ({bound})")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
