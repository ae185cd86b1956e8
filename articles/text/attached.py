"""Files that an article hands out: a notice's form, table or full text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from articles.text.media_types import DOCX, XLSX

#: What an attachment can be: by its ending, the word for it and the type that browsers are told.
ATTACHED_KINDS = {
    "pdf": ("PDF", "application/pdf"),
    "docx": ("Word", DOCX),
    "xlsx": ("Excel", XLSX),
}
_KILO = 1024
_ADDRESSED = 16


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file of an article; `file` is its name in the storage, `digest` its SHA-256 in hex.

    `size` in bytes; `pages` of a PDF, 0 where nobody counted.
    """

    name: str
    kind: str
    file: str
    size: int
    digest: str
    pages: int = 0

    @property
    def label(self) -> str:
        return ATTACHED_KINDS[self.kind][0]

    @property
    def media(self) -> str:
        return ATTACHED_KINDS[self.kind][1]

    @property
    def address(self) -> str:
        """What its address ends with: another file has another one."""
        return f"{self.digest[:_ADDRESSED]}.{self.kind}"

    @property
    def file_name(self) -> str:
        """What it is called where it is saved."""
        return f"{self.name}.{self.kind}"

    @property
    def facts(self) -> str:
        """12页，218 KB."""
        pages = f"{self.pages}页\N{FULLWIDTH COMMA}" if self.pages else ""
        return f"{pages}{say_size(self.size)}"

    @property
    def said(self) -> str:
        """居民表决票（Word，26 KB）."""
        left, right = "\N{FULLWIDTH LEFT PARENTHESIS}", "\N{FULLWIDTH RIGHT PARENTHESIS}"
        return f"{self.name}{left}{self.label}\N{FULLWIDTH COMMA}{self.facts}{right}"


def say_size(size: int) -> str:
    """A number of bytes as readers are told it: 218 KB, 3.4 MB."""
    kilos = max(1, round(size / _KILO))
    if kilos < _KILO:
        return f"{kilos} KB"
    return f"{size / _KILO / _KILO:.1f}".removesuffix(".0") + " MB"


def read_attached(stored: Iterable[Mapping[str, Any]] | None) -> tuple[AttachedFile, ...]:
    """The files as a row keeps them."""
    return tuple(AttachedFile(**each) for each in stored or ())


def store_attached(files: Iterable[AttachedFile]) -> list[dict[str, Any]]:
    """The files as a row keeps them, to be written."""
    return [asdict(each) for each in files]
