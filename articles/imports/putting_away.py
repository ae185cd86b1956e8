"""Pages that were imported by mistake: put away, and brought back."""

from __future__ import annotations

from django.db.models import F

from articles.imports.acts import ImportRefused
from articles.models import Article, ImportedPage


def drop(page: ImportedPage) -> ImportedPage:
    """Put a mistaken import away: as dropped, or as done where drafts of it are there.

    Nothing of it is deleted, and no draft is touched. Raises ImportRefused.
    """
    drafted = Article.objects.filter(imported_page=page.pk).exists()
    state = ImportedPage.State.DONE if drafted else ImportedPage.State.DROPPED
    _move(page, ImportedPage.State.OPEN, state)
    return ImportedPage.objects.get(pk=page.pk)


def restore(page: ImportedPage) -> None:
    """Take a dropped import up again. Raises ImportRefused."""
    _move(page, ImportedPage.State.DROPPED, ImportedPage.State.OPEN)


def _move(page: ImportedPage, source: str, target: str) -> None:
    rows = ImportedPage.objects.filter(pk=page.pk, state=source)
    if not rows.update(state=target, revision=F("revision") + 1):
        raise ImportRefused("这一版刚才已经被同事处理了，没有改。下面是现在的样子。")
