"""Which database keeps the index: SQLite and PostgreSQL each have a module with these functions."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol

from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.models import QuerySet

from articles.models import Article
from articles.search import postgresql, sqlite
from articles.search.document import Doc, IndexRows, Sql
from articles.text.tokens import Query


class Backend(Protocol):
    """What both modules offer; both give the same answers in the same order."""

    @property
    def POSITION(self) -> str:  # noqa: N802
        """The database's function for the position of one text in another, 0 being nowhere."""

    @property
    def CREATE(self) -> tuple[str, ...]:  # noqa: N802
        """The statements that create the index; DROP those that drop it."""

    @property
    def DROP(self) -> tuple[str, ...]: ...  # noqa: N802

    @property
    def EMPTY(self) -> tuple[str, ...]:  # noqa: N802
        """The statements that take everything out of the index."""

    def take_out(self, cursor: CursorWrapper, docs: list[Doc]) -> None:
        """Take documents out of the index, exactly as they were put in."""

    def put_in(self, cursor: CursorWrapper, docs: list[Doc]) -> None:
        """Put documents into the index."""

    def select_rows(self, query: Query, *, in_headline: bool = False) -> IndexRows:
        """The rows that match, newest first; `in_headline`: that have a word in their headline."""

    def restrict_to(self, rows: QuerySet[Article]) -> Callable[[IndexRows], Sql]:
        """A condition for index rows to be of one of these articles; it can be used repeatedly."""

    def key_is_one_of(self, keys: Iterable[int]) -> Sql:
        """The condition for a row of SearchDoc to have one of these keys."""

    def settle(self, cursor: CursorWrapper) -> None:
        """After many changes: bring the index into its fastest form."""


def backend_for(vendor: str) -> Backend:
    backends: dict[str, Backend] = {"sqlite": sqlite, "postgresql": postgresql}
    return backends[vendor]


def backend() -> Backend:
    return backend_for(connection.vendor)
