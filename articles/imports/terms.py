"""规范用语 from a table: what is new, what is changed, and which rows can't be taken, and why."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.db import transaction

from articles.imports.tables import (
    TableReport,
    find_columns,
    read_cells,
    read_day_cell,
    read_rows,
)
from articles.models import Term
from articles.review.house import forget_house

_HEADS = {
    "wrong": "不这样写|错|错误|错误写法|不规范写法|不规范用语|禁用词|原词|误",
    "right": "规范写法|对|正确|正确写法|规范用语|改为|应为|正",
    "severity": "轻重|级别|程度|严重程度",
    "exceptions": "例外|例外情况|不提示",
    "reason": "依据|理由|说明|来源|出处|备注",
    "valid_from": "起行日期|生效日期|启用日期|起始日期",
}
_LEVELS = {level.label: level.value for level in Term.Level}
_WANTED = "表头要有“不这样写”和“规范写法”两栏，另外可以有“轻重”“例外”“依据”“起行日期”。"


def import_terms(data: bytes) -> TableReport:
    """Take over a table (CSV or XLSX) by the wrong forms; cells that are empty change nothing.

    Rows that can't be taken are told in the report, all others are saved together. Raises
    ImportRefused where there is no such table.
    """
    rows, columns = find_columns(read_rows(data, "规范用语表"), _HEADS, {"wrong", "right"}, _WANTED)
    report = TableReport()
    known = {term.wrong: term for term in Term.objects.all()}
    new: dict[str, Term] = {}
    changed: dict[str, Term] = {}
    for number, cells in read_cells(rows, columns):
        wrong = cells.get("wrong", "")
        if wrong in new or wrong in changed:
            report.refuse(number, f"“{wrong}”在表里写了两次。")
            continue
        term = known.get(wrong) or Term(wrong=wrong)
        before = _values_of(term)
        try:
            _fill(term, cells)
            term.full_clean(validate_unique=False)
        except ValidationError as why:
            report.refuse(number, "".join(why.messages))
            continue
        if term.pk is None:
            new[wrong] = term
        elif _values_of(term) == before:
            report.same += 1
        else:
            changed[wrong] = term
    _save(new, changed)
    report.added, report.changed = list(map(str, new.values())), list(map(str, changed.values()))
    return report


_FIELDS = ("right", "severity", "exceptions", "reason", "valid_from")


def _values_of(term: Term) -> tuple[object, ...]:
    return tuple(getattr(term, name) for name in _FIELDS)


@transaction.atomic
def _save(new: dict[str, Term], changed: dict[str, Term]) -> None:
    Term.objects.bulk_create(
        new.values(), update_conflicts=True, unique_fields=["wrong"], update_fields=_FIELDS
    )
    Term.objects.bulk_update(changed.values(), _FIELDS)
    transaction.on_commit(forget_house)


def _fill(term: Term, cells: dict[str, str]) -> None:
    """Raises ValidationError with what to do about a cell."""
    for name in ("right", "reason"):
        if cells.get(name):
            setattr(term, name, cells[name])
    if level := cells.get("severity"):
        if level not in _LEVELS:
            levels = "、".join(_LEVELS)
            raise ValidationError(f"轻重“{level[:10]}”不认得，请写{levels}中的一个。")
        term.severity = _LEVELS[level]
    if exceptions := cells.get("exceptions"):
        term.exceptions = "\n".join(filter(None, re.split(r"[、，,;；\s]+", exceptions)))
    if day := cells.get("valid_from"):
        term.valid_from = read_day_cell(day, "起行日期")
