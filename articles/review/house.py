"""What the proofreader knows of this newsroom: archive, terms, and the models on its machine."""

from __future__ import annotations

import logging
from pathlib import Path

from django.conf import settings
from django.core.cache import cache

from articles.models import ReprintSource, Term
from articles.proofing.house import House, LanguageModel, SecondReader
from articles.proofing.typos.language import find_model, load_model
from articles.proofing.typos.masked import ModelRefused, load_masked
from articles.search.archive import count_pieces, has_archive

logger = logging.getLogger(__name__)


#: What was read of the database is kept so many seconds: terms that change in another process
#: hold from then on.
_KEPT = 60
_HOUSE = "house_with_sources"


def load_house() -> House:
    """The house as it was a minute ago, or is now. Three queries at the most once a minute, and one
    where a word of a text is doubtful."""
    found = cache.get(_HOUSE)
    if found is None:
        found = Term.objects.in_use(), has_archive(), ReprintSource.objects.in_use()
        cache.set(_HOUSE, found, _KEPT)
    terms, archived, sources = found
    return House(
        model=word_model(),
        second=masked_model(),
        count=count_pieces if archived else None,
        terms=terms,
        sources=sources,
    )


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
