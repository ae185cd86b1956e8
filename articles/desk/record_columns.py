"""What lists of the desk read in the record of each article, as columns of a query."""

from __future__ import annotations

from django.db.models import Case, Count, F, IntegerField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from articles.models import Proof, Step, Version


def find_record_columns(*conditions) -> dict:
    """The columns that these conditions compare, by name, and no others."""
    named = {name for condition in conditions for name in _named_in(condition)}
    return {name: find() for name, find in _COLUMNS.items() if name in named}


def _named_in(condition):
    """The names that a condition compares, on either side."""
    for child in condition.children:
        if isinstance(child, Q):
            yield from _named_in(child)
        elif isinstance(child, tuple):  # no subquery
            lookup, value = child
            yield lookup.partition("__")[0]
            if isinstance(value, F):
                yield value.name


def _newest_digest():
    """By hash, as in the dossier; articles that were never saved here have no version."""
    newest = Version.objects.filter(article=OuterRef("pk")).order_by("-number")
    return Coalesce(Subquery(newest.values("digest")[:1]), Value(""))


_COLUMNS = {
    "last_step": lambda: Coalesce(_of_text(Step, "step"), Value("")),
    "times_proofed": lambda: Coalesce(_of_text(Proof, Count("pk")), 0),
    "last_proofed": lambda: Coalesce(_of_text(Proof, "digest"), Value("")),
    "last_proofed_by": lambda: Coalesce(_of_text(Proof, "by"), 0, output_field=IntegerField()),
    "newest": _newest_digest,
}


def _of_text(model, what):
    """Subqueries on the record of the same text, as `record.text_key()` tells texts apart."""

    def lines(**home):
        rows = model.objects.filter(**home)
        if isinstance(what, str):
            return Subquery(rows.order_by("-pk").values(what)[:1])
        counted = rows.order_by().values("article").values(n=what)
        return Subquery(counted, output_field=IntegerField())

    return Case(
        When(revises__isnull=False, then=lines(article=OuterRef("revises"), copy=OuterRef("pk"))),
        When(entry_of__isnull=False, then=lines(article=OuterRef("entry_of"), copy=OuterRef("pk"))),
        default=lines(article=OuterRef("pk"), copy=None),
    )
