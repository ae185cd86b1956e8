"""Short galleys for the tests of the proofreader, and what it says of them."""

from datetime import date

from articles.proofing import Galley, Passage, proofread

DAY = date(2026, 11, 9)


def write(*paragraphs, headline="灯亮了", day=DAY):
    passages = [Passage("headline", headline), *(Passage("paragraph", p) for p in paragraphs)]
    return Galley(passages, day)


def find(rule, *paragraphs, **options):
    """(text, first fix or "") of each finding of the rule, in reading order."""
    found = proofread(write(*paragraphs, **options))
    return [(each.text, *each.fixes[:1]) for each in found if each.rule == rule]


def find_severities(rule, *paragraphs, **options):
    found = proofread(write(*paragraphs, **options))
    return [each.severity for each in found if each.rule == rule]
