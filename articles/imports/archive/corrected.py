"""What an archive line says of the corrections of its article."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from articles.imports.archive.values import BadLine, day_of, one_line, say_unknown, text_of
from articles.models import Article, Correction

_KEYS = {"date", "text", "printed_in"}
_LONGEST, _ISSUE = 500, 60


@dataclass(frozen=True, slots=True)
class CorrectionEntry:
    """A correction; `printed_in` is empty where no issue has printed it yet."""

    day: date
    text: str
    printed_in: str

    def of(self, article: Article) -> Correction:
        """It as a row, to be written."""
        return Correction(
            article=article, text=self.text, corrected_on=self.day, printed_in=self.printed_in
        )


def corrections_of(item: dict[str, Any], notes: list[str]) -> tuple[CorrectionEntry, ...]:
    """Those that a line has; what nobody knows of them is added to the notes. Raises BadLine."""
    value = item.get("corrections", [])
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        raise BadLine("corrections应当是列表，每一项应当有date和text")
    return tuple(_read(each, number, notes) for number, each in enumerate(value, 1))


def _read(each: dict[str, Any], number: int, notes: list[str]) -> CorrectionEntry:
    try:
        day, text = day_of(each, "date"), text_of(each, "text").strip()
        if day is None or not text:
            raise BadLine("没有date或text")
        if len(text) > _LONGEST:
            raise BadLine(f"text超过{_LONGEST}字")
        printed_in = one_line(each, "printed_in", _ISSUE)
    except BadLine as why:
        raise BadLine(f"corrections第{number}条\N{FULLWIDTH COLON}{why}") from why
    notes.append(say_unknown((key for key in each if key not in _KEYS), f"更正{number}"))
    return CorrectionEntry(day, text, printed_in)


class Corrected(Protocol):
    """A line that may have corrections."""

    @property
    def corrections(self) -> tuple[CorrectionEntry, ...]: ...


def save_corrections(
    lines: Iterable[tuple[Article, Corrected]], parts: dict[int, dict[str, list[Any]]]
) -> None:
    """Write the corrections of these articles, and add them to the other parts of each."""
    for article, line in lines:
        parts[article.pk]["corrections"] = [each.of(article) for each in line.corrections]
    Correction.objects.bulk_create(row for each in parts.values() for row in each["corrections"])
