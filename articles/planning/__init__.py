"""The plan of an issue: which article stands on which page, how full a page is, what is missing."""

from articles.planning.changing import (
    PlanRefused,
    StalePlan,
    choose_head,
    choose_photo_size,
    move,
    plan,
    plan_afresh,
)
from articles.planning.copyfit import cost, rule
from articles.planning.fitting import find_fillers, fit_in, offer_fillers, without_declined
from articles.planning.numbering import numbers_for, set_pages_aside
from articles.planning.paging import Repaging, list_open, propose
from articles.planning.repaging import (
    ask_again,
    decline_filler,
    decline_pages,
    fill_up,
    repage,
    revert,
)
from articles.planning.standing import (
    CHECK,
    MUST,
    NOTE,
    Board,
    PlannedPage,
    Warnings,
    board,
    warnings,
    ways_out,
)

__all__ = [
    "CHECK",
    "MUST",
    "NOTE",
    "Board",
    "PlanRefused",
    "PlannedPage",
    "Repaging",
    "StalePlan",
    "Warnings",
    "ask_again",
    "board",
    "choose_head",
    "choose_photo_size",
    "cost",
    "decline_filler",
    "decline_pages",
    "fill_up",
    "find_fillers",
    "fit_in",
    "list_open",
    "move",
    "numbers_for",
    "offer_fillers",
    "plan",
    "plan_afresh",
    "propose",
    "repage",
    "revert",
    "rule",
    "set_pages_aside",
    "warnings",
    "ways_out",
    "without_declined",
]
