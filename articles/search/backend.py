"""Which database keeps the index. Both modules have the same names and give the same answers."""

from types import ModuleType

from django.db import connection

from articles.search import postgresql, sqlite


def of(vendor: str) -> ModuleType:
    return {"sqlite": sqlite, "postgresql": postgresql}[vendor]


def backend() -> ModuleType:
    return of(connection.vendor)
