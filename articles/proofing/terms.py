"""House terms 规范用语: words that this newsroom writes otherwise, from a list that it keeps."""

from __future__ import annotations

from collections.abc import Iterator

from articles.proofing.finding import Finding
from articles.proofing.galley import Galley
from articles.proofing.termlist import TermRule


def find_terms(galley: Galley) -> Iterator[Finding]:
    """Findings `term`, as grave as the list says: a word that the house writes otherwise."""
    for number, passage in galley.of():
        for start, rule in galley.house.terms.find(passage.text, galley.day):
            span = (start, start + len(rule.wrong))
            fixes = (rule.right,) if rule.right else ()
            yield galley.find("term", rule.severity, number, span, _say(rule), *fixes)


def _say(rule: TermRule) -> str:
    advice = f"规范写法是“{rule.right}”" if rule.right else "换个说法"
    reason = rule.reason.rstrip("。")
    return f"“{rule.wrong}”\N{FULLWIDTH COLON}{advice}。{f'{reason}。' if reason else ''}"
