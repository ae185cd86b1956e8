"""Proofreading: what is wrong in a text, or likely to be, found by rules without a network."""

from articles.proofing.finding import Finding, Severity
from articles.proofing.galley import Galley, Passage
from articles.proofing.rules import proofread

__all__ = ["Finding", "Galley", "Passage", "Severity", "proofread"]
