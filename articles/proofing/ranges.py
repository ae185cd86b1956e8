"""Ranges whose first number lacks its unit: 3-5% (GB/T 15835—2011, 5.1.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from articles.proofing.finding import Finding
from articles.proofing.galley import Galley

_SOURCE = "GB/T 15835—2011第5.1.3条"
_NUMBER = r"\d+(?:\.\d+)?"
_RANGE = re.compile(
    rf"(?<![\d.:\-—～~/第])({_NUMBER})(\s*(?:-|－|–|—|——|～|~|至|到)\s*)({_NUMBER})(%|‰|[万亿]+)"
)


def find_ranges(galley: Galley) -> Iterator[Finding]:
    """Findings `range`, warn: the first number of a range without the sign or 万 of the second."""
    for number, passage in galley.of():
        text = passage.text
        for hit in _RANGE.finditer(text):
            first, dash, second, unit = hit.groups()
            if "," in first or (float(first) > float(second) and unit in "%‰"):
                continue
            if unit in "%‰":
                rest = ""
            else:
                tail = re.match(
                    r"[元人户吨件亩辆次公里平方米千瓦册套只头棵]{1,3}", text[hit.end() :]
                )
                rest = tail[0] if tail else ""
            mark = dash if dash.strip() in ("至", "到", "～", "—") else "～"
            fix = f"{first}{unit}{rest}{mark}{second}{unit}{rest}"
            end = hit.end() + len(rest)
            message = f"“{text[hit.start() : end]}”前一个数少了“{unit}”，会读错（{_SOURCE}）。"
            yield galley.find("range", "warn", number, (hit.start(), end), message, fix)
