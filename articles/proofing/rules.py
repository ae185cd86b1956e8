"""All rules of the proofreader, in the order in which their findings are told at one place."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from articles.proofing import (
    belonging,
    brackets,
    completeness,
    days,
    doubts,
    ends,
    gaps,
    letters,
    marks,
    names,
    quotes,
    ranges,
    repeats,
    sent_before,
    sums,
    terms,
)
from articles.proofing.finding import Finding
from articles.proofing.galley import Galley

Rule = Callable[[Galley], Iterator[Finding]]

RULES: tuple[Rule, ...] = (
    quotes.find_quotes,
    brackets.find_brackets,
    marks.find_half_width,
    marks.find_spaces,
    marks.find_doubled_marks,
    marks.find_odd_dots,
    days.find_dates,
    days.find_weekdays,
    days.find_mixed_numerals,
    days.find_relative_years,
    ranges.find_ranges,
    sums.find_sums,
    sums.find_shares,
    sums.find_too_much,
    sums.find_growth,
    names.find_two_forms,
    names.find_two_posts,
    repeats.find_repeated_words,
    repeats.find_repeated_clauses,
    repeats.find_repeated_paragraphs,
    ends.find_lost_beginnings,
    ends.find_cut_ends,
    gaps.find_gaps,
    letters.find_odd_characters,
    letters.find_full_width,
    completeness.find_missing,
    completeness.find_reprints,
    completeness.find_minors,
    belonging.find_strange_body,
    doubts.find_doubts,
    sent_before.find_sent_before,
    terms.find_terms,
)


def proofread(galley: Galley) -> list[Finding]:
    """What all rules find, in reading order."""
    found = [finding for rule in RULES for finding in rule(galley)]
    return sorted(found, key=lambda each: (each.passage, each.start, each.end))
