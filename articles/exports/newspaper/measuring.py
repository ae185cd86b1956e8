"""Measures the articles of an issue while its first pages are made up."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor, Future

from articles.exports.newspaper.copies import grids_of
from articles.exports.newspaper.grids import HOUSE, Grid
from articles.exports.newspaper.setting import Setting
from articles.exports.newspaper.typesetter import Typesetter

_CHUNK = 4  # planned pages that are measured together at most


def start_measuring(
    pages: Sequence[Sequence[Setting]], typesetter: Typesetter, pool: Executor
) -> list[Future[None]]:
    """Start measuring the articles of each planned page."""

    def measure(jobs: Sequence[tuple[Grid, Setting]]) -> None:
        typesetter.measure(jobs)
        typesetter.forget()

    measured: list[Future[None]] = []
    while len(measured) < len(pages):
        # Few at first, so that making up can start early.
        chunk = pages[len(measured) :][: min(len(measured) // 2 + 1, _CHUNK)]
        jobs = [(grid, each) for sets in chunk for each in sets for grid in grids_of(each, HOUSE)]
        measured += [pool.submit(measure, jobs)] * len(chunk)
    return measured
