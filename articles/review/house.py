"""What the proofreader knows of this newsroom: archive, terms, and the models on its machine."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db.models import CharField, DateField, F, QuerySet, Value
from django.db.models.functions import Cast

from articles.fonts import find_printable
from articles.models import Place, ReprintSource, Tenure, Term, Unit
from articles.models.former_names import former_rules
from articles.proofing.house import House, LanguageModel, SecondReader
from articles.proofing.register import Register, TenureRule
from articles.proofing.termlist import TermList
from articles.proofing.typos.language import find_model, load_model
from articles.proofing.typos.masked import ModelRefused, load_masked
from articles.search.archive import count_pieces, has_archive
from articles.text.fold import fold_name

logger = logging.getLogger(__name__)


#: What was read of the database is kept so many seconds: terms that change in another process
#: hold from then on.
_KEPT = 60
_HOUSE = "house_with_register"


def load_house() -> House:
    """The house as it was a minute ago, or is now. Three queries at the most once a minute, and one
    where a word of a text is doubtful."""
    found = cache.get(_HOUSE)
    if found is None:
        found = _read_lists(), has_archive()
        cache.set(_HOUSE, found, _KEPT)
    (terms, sources, register), archived = found
    return House(
        model=word_model(),
        second=masked_model(),
        count=count_pieces if archived else None,
        terms=terms,
        sources=sources,
        register=register,
        printable=find_printable(),
    )


def _read_lists() -> tuple[TermList, tuple[str, ...], Register]:
    """The terms, the sources that may be reprinted, and the register. Two queries."""
    columns = ("list_name", "first", "second", "third", "begins", "ends")
    no_day = Cast(Value(None), DateField())
    rows = (
        _as_rows(Tenure.objects.all(), "tenure", "person", "post", "ground", F("since"), F("until"))
        .union(
            _as_rows(ReprintSource.objects.in_use(), "source", "name", "", "", no_day, no_day),
            _as_rows(
                Unit.objects.all(), "unit", "name", "short_name", "former_names", no_day, no_day
            ),
            _as_rows(Place.objects.all(), "place", "name", "", "former_names", no_day, no_day),
            all=True,
        )
        .values_list(*columns)
    )
    found: dict[str, list[Any]] = {"tenure": [], "source": [], "unit": [], "place": []}
    for kind, *row in sorted(rows, key=lambda row: tuple(map(str, row))):
        found[kind].append(row)
    tenures = [
        TenureRule(who, post, since, until, ground)
        for who, post, ground, since, until in found["tenure"]
    ]
    named = found["unit"] + found["place"]
    names = [name for full, short, *_ in named for name in (full, short)]
    former = [rule for full, _, old, *_ in named for rule in former_rules(full, old)]
    terms = TermList([*Term.objects.rules(), *former])
    sources = tuple(fold_name(name) for name, *_ in found["source"])
    return terms, sources, Register(tenures, names)


def _as_rows(
    rows: QuerySet[Any], kind: str, first: str, second: str, third: str, begins: Any, ends: Any
) -> QuerySet[Any]:
    """The rows of a list by the columns that all have in common."""
    given = {"first": first, "second": second, "third": third}
    columns = {name: F(field) if field else Value("") for name, field in given.items()}
    list_name = Value(kind, output_field=CharField())
    named = rows.order_by().annotate(list_name=list_name, **columns, begins=begins, ends=ends)
    with_columns: QuerySet[Any] = named.values(
        "list_name", "first", "second", "third", "begins", "ends"
    )
    return with_columns


def forget_house(**_: object) -> None:
    """After a change of terms or sources: this process, or all that share a cache, read anew."""
    cache.delete(_HOUSE)


def masked_model() -> SecondReader | None:
    """The model in the folder PROOFING_MODEL; None where there is none, or it can't be used."""
    if not settings.PROOFING_MODEL:
        return None
    try:
        return load_masked(Path(settings.PROOFING_MODEL))
    except ModelRefused as why:
        logger.warning("PROOFING_MODEL\N{FULLWIDTH COLON}%s", why)
        return None


def word_model() -> LanguageModel | None:
    """The model that WORD_MODEL names, or Debian's where it is installed; None for neither."""
    if settings.WORD_MODEL is None:
        return find_model()
    model = load_model(Path(settings.WORD_MODEL)) if settings.WORD_MODEL else None
    if settings.WORD_MODEL and model is None:
        logger.warning(
            "WORD_MODEL\N{FULLWIDTH COLON}“%s”读不了，别字只凭词典判断。", settings.WORD_MODEL
        )
    return model
