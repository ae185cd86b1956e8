"""A body that stands under another article's headline."""

from __future__ import annotations

import math
from collections.abc import Iterator

from articles.proofing.finding import Finding
from articles.proofing.galley import Galley
from articles.text.page.likeness import letters, terms
from articles.text.punctuation import fold_marks

#: Logistic regression on 1,200 stories of a newspaper and their headlines exchanged: shares of the
#: heads' pairs and characters that stand in the body, number of pairs, characters of the body.
_SHARE, _LETTERS, _PAIRS, _LENGTH, _BIAS = -7.46, -6.79, 0.10, 1.43, -4.06
#: At this score half of 1 % of sound stories are doubted, and seven of ten exchanged ones found.
DOUBTFUL = 2.78
_SHORTEST, _FEWEST_PAIRS = 120, 3


def score_strangeness(heads: str, body: str) -> float:
    """How much speaks for the heads being another body's; 0 is undecided, more is against them."""
    pairs, single = terms(heads), letters(heads)
    own_pairs, own_letters = terms(body), letters(body)
    share = sum(each in own_pairs for each in pairs) / (len(pairs) or 1)
    known = sum(each in own_letters for each in single) / (len(single) or 1)
    length = math.log(max(1, len(body)))
    score = _SHARE * share + _LETTERS * known + _LENGTH * length + _BIAS
    return score + _PAIRS * min(len(pairs), 10)


def find_strange_body(galley: Galley) -> Iterator[Finding]:
    """Findings `headline_body`, warn: headline and body share next to nothing."""
    heads = fold_marks(
        " ".join(each.text for _, each in galley.of("kicker", "headline", "subhead"))
    )
    body = fold_marks("\n".join(each.text for _, each in galley.of() if each.block is not None))
    if len(body) < _SHORTEST or len(terms(heads)) < _FEWEST_PAIRS:
        return
    if score_strangeness(heads, body) >= DOUBTFUL:
        for number, passage in galley.of("headline"):
            span = (0, len(passage.text))
            message = "题目里的字词正文几乎没有，是不是题文不符，或排错了正文？"
            yield galley.find("headline_body", "warn", number, span, message)
