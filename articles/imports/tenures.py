"""人物任职 from a table: who is new, what of a known tenure changes, and which rows are refused."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from articles.imports.acts import ImportRefused
from articles.imports.tables import (
    TableReport,
    find_columns,
    read_cells,
    read_day_cell,
    read_rows,
)
from articles.models import Tenure
from articles.review.house import forget_house
from articles.text.characters import clean_to_one_line

_HEADS = {
    "person": "姓名|名字|人员|干部|任职人员",
    "post": "职务|现任职务|所任职务|担任职务|任职|岗位",
    "unit": "单位|所在单位|工作单位|任职单位",
    "since": "任职起|任职时间|任职日期|起始日期|任职起始|起|到任日期|上任日期",
    "until": "任职止|免职时间|免职日期|终止日期|任职终止|止|离任日期|卸任日期",
    "ground": "依据|文号|任免文号|通知文号|来源|出处|备注",
}
_WANTED = "表头要有“姓名”和“职务”两栏，另外可以有“单位”“任职起”“任职止”“依据”。"
_BUSY = "导入的时候这张表刚被别人改过，什么都没有存。请再导入一次。"
#: 王 强: names of two characters are spaced out in tables, to be as wide as others.
_SPACED_OUT = re.compile(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])")
#: What stands in the column of ends for who is still there.
_STILL = re.compile("至今|现任|在任|今|—+|-+|无")
_FIELDS = ("since", "until", "ground")


def import_tenures(data: bytes) -> TableReport:
    """Take over a table (CSV or XLSX); a known tenure is found by person, post and first day.

    Cells that are empty change nothing. Rows that can't be taken are told in the report, all
    others are saved together. Raises ImportRefused where there is no such table.
    """
    rows = find_columns(read_rows(data, "人物任职表"), _HEADS, {"person", "post"}, _WANTED)
    report = TableReport()
    known = defaultdict[tuple[str, str], list[Tenure]](list)
    for tenure in Tenure.objects.all():
        known[tenure.person, tenure.post].append(tenure)
    new: list[Tenure] = []
    changed: list[Tenure] = []
    told: list[Tenure] = []
    for number, cells in read_cells(*rows):
        try:
            row, given = _read_row(cells)
            tenure = _find_known(row, known[row.person, row.post]) or row
            if any(tenure is each for each in told):
                raise ValidationError(f"“{_tell(row)}”在表里写了两次。")
            before = _values_of(tenure)
            _fill(tenure, given)
        except ValidationError as why:
            report.refuse(number, "".join(why.messages))
            continue
        told.append(tenure)
        if tenure is row:
            new.append(row)
            known[row.person, row.post].append(row)
        elif _values_of(tenure) == before:
            report.same += 1
        else:
            changed.append(tenure)
    _save(new, changed)
    report.added, report.changed = [*map(_tell, new)], [*map(_tell, changed)]
    return report


def _read_row(cells: dict[str, str]) -> tuple[Tenure, dict[str, Any]]:
    """The tenure of a row, and what the row says of it. Raises ValidationError on what to do."""
    person = _SPACED_OUT.sub("", clean_to_one_line(cells.get("person", "")))
    post, unit = (clean_to_one_line(cells.get(name, "")) for name in ("post", "unit"))
    if not person or not post:
        raise ValidationError("没有姓名。" if not person else "没有职务。")
    given: dict[str, Any] = {}
    for name, what in (("since", "任职起"), ("until", "任职止")):
        if name == "until" and _STILL.fullmatch(cells.get(name, "")):
            given[name] = None
        elif text := cells.get(name):
            given[name] = read_day_cell(text, what)
    if ground := clean_to_one_line(cells.get("ground", "")):
        given["ground"] = ground
    row = Tenure(person=person, post=post if post.startswith(unit) else f"{unit}{post}", **given)
    row.clean_fields()
    row.clean()
    return row, given


def _find_known(row: Tenure, known: Sequence[Tenure]) -> Tenure | None:
    """The tenure that a row tells of: of the same first day, or one whose first day is open.

    Raises ValidationError where a row without a first day could mean several.
    """
    if row.since is None and len(known) > 1:
        raise ValidationError(f"“{row}”有{len(known)}条，请写明任职起，才知道说的是哪一条。")
    same = [each for each in known if row.since in (None, each.since)]
    return next(iter(same), None) or next((each for each in known if each.since is None), None)


def _fill(tenure: Tenure, given: dict[str, Any]) -> None:
    """Raises ValidationError, and leaves the tenure as it was, where it would end too early."""
    before = _values_of(tenure)
    for name, value in given.items():
        setattr(tenure, name, value)
    try:
        tenure.clean()
    except ValidationError:
        for name, value in zip(_FIELDS, before, strict=True):
            setattr(tenure, name, value)
        raise


def _values_of(tenure: Tenure) -> tuple[object, ...]:
    return tuple(getattr(tenure, name) for name in _FIELDS)


def _tell(tenure: Tenure) -> str:
    """陈望：望江区区长，2025-03-01起；王建国：望江区区长，2020-01-01至2025-02-28."""
    since = f"，{tenure.since}{'至' if tenure.until else '起'}" if tenure.since else ""
    until = f"{'' if since else '，至'}{tenure.until}" if tenure.until else ""
    return f"{tenure}{since}{until}"


def _save(new: Sequence[Tenure], changed: Sequence[Tenure]) -> None:
    """All or nothing. Raises ImportRefused where somebody has just entered the same."""
    try:
        with transaction.atomic():
            Tenure.objects.bulk_create(new)
            Tenure.objects.bulk_update(changed, _FIELDS)
            transaction.on_commit(forget_house)
    except IntegrityError as why:
        raise ImportRefused(_BUSY) from why
