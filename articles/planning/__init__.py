"""The plan of an issue: which article stands on which page, how full a page is, what is missing."""

from articles.planning.changing import (
    PlanRefused,
    StalePlan,
    choose_head,
    move,
    plan,
    plan_afresh,
)
from articles.planning.copyfit import cost, rule
from articles.planning.numbering import numbers_for
from articles.planning.standing import CHECK, MUST, NOTE, board, warnings, ways_out

__all__ = [
    "CHECK",
    "MUST",
    "NOTE",
    "PlanRefused",
    "StalePlan",
    "board",
    "choose_head",
    "cost",
    "move",
    "numbers_for",
    "plan",
    "plan_afresh",
    "rule",
    "warnings",
    "ways_out",
]
