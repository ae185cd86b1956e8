"""The files that articles hand out, as exports take them along."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from django.core.files.storage import default_storage

from articles.exports.checking import name_article, refuse
from articles.exports.contents import IssueArticle
from articles.text.attached import AttachedFile
from articles.text.clips import Clip

#: So much of a file is in memory at a time.
PART = 1 << 20


@dataclass(frozen=True, slots=True)
class Enclosed:
    """The bytes of a file as it was signed, part by part.

    Whoever reads them to their end has the file that `digest` names: raises IssueRefused where it
    can't be had, or is another one.
    """

    piece: IssueArticle
    file: AttachedFile | Clip

    @property
    def digest(self) -> str:
        return self.file.digest

    def __iter__(self) -> Iterator[bytes]:
        found = sha256()
        try:
            with default_storage.open(self.file.file) as opened:
                while part := opened.read(PART):
                    found.update(part)
                    yield bytes(part)
        except OSError:
            self._refuse()
        if found.hexdigest() != self.file.digest:
            self._refuse()

    def _refuse(self) -> None:
        clip = isinstance(self.file, Clip)
        what = self.file.said if clip else f"附件“{self.file.name}”"  # type: ignore[union-attr]
        refuse([f"{name_article(self.piece)}的{what}不在了，或被换过，请修订稿件以后再导出。"])
