"""The rows of the people, units, campaigns and places that an archive names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from articles.models import Reporter, Unit
from articles.text.fold import fold_name


class NameRows:
    """People, units, campaigns and places by name; creates them when first needed."""

    def __init__(self) -> None:
        self._known: dict[tuple[type, str], list[Any]] = {}

    def look_up(self, model: Any, names: Iterable[str]) -> None:
        """Find the rows of many names in one query, before each is asked for."""
        keys = {key for name in names if (model, key := fold_name(name)) not in self._known}
        for key in keys:
            self._known[model, key] = []
        for row in model.objects.filter(name_key__in=keys).order_by("namesake"):
            self._known[model, row.name_key].append(row)

    def make(self, model: Any, wanted: Iterable[tuple[str, dict[str, Any]]]) -> None:
        """Look the names up, and make the rows that are missing, all together, each with the
        further columns that are first said of it."""
        wanted = list(wanted)
        self.look_up(model, [name for name, _ in wanted])
        new: dict[str, Any] = {}
        for name, further in wanted:
            key = fold_name(name)
            if not self._known[model, key] and key not in new:
                new[key] = model(name=name, namesake=1, **further)
        for key, row in zip(new, model.objects.bulk_create(new.values()), strict=True):
            self._known[model, key].append(row)

    def get(self, model: Any, name: str, *, of: Unit | None = None, **fields: Any) -> Any:
        """The row of this name; of several people who bear it, the one `of` that unit."""
        rows = self._rows(model, name)
        if not rows:
            rows.append(model.objects.create(name=name, namesake=1, **fields))
        return self._choose(rows, of)[0]

    def is_guessed(self, model: type, name: str, of: Unit | None) -> bool:
        """Whether several rows bear the name that `get` was asked for, and no unit told which."""
        return len(self._choose(self._rows(model, name), of)) > 1

    def forget(self) -> None:
        """Forget all rows, after a batch was rolled back and what it created is gone."""
        self._known.clear()

    def _rows(self, model: Any, name: str) -> list[Any]:
        key = (model, fold_name(name))
        if key not in self._known:
            self._known[key] = list(model.objects.same_name(name))
        return self._known[key]

    def _choose(self, rows: list[Any], of: Unit | None) -> list[Any]:
        return [row for row in rows if of and row.unit_id == of.pk] or rows


def say_guessed(reporter: Reporter) -> str:
    """The note to an archive line whose writer could be another of the same name."""
    unit = f"单位{reporter.unit}" if reporter.unit else "没有单位"
    return f"名录里有几位“{reporter.name}”，分不出是哪一位，先记在{unit}的那一位名下，请核对署名"
