"""The manual docs/editors.md as sections of HTML: as much of Markdown as it is written in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

_BOLD = re.compile(r"\*\*(.+?)\*\*")
_CODE = re.compile(r"`([^`]+)`")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_PICTURE = re.compile(r"!\[[^\]]*\]\([^)]*\)")


@dataclass(frozen=True, slots=True)
class ManualSection:
    """A section: its number, its heading, and what stands below as HTML that is safe to show."""

    number: int
    title: str
    html: str


def read_manual(text: str) -> tuple[ManualSection, ...]:
    """The sections under `## `, in their order; what stands before the first is left out."""
    parts = re.split(r"^## +", text, flags=re.MULTILINE)[1:]
    found = []
    for number, part in enumerate(parts, 1):
        title, _, rest = part.partition("\n")
        found.append(ManualSection(number, title.strip(), "".join(_blocks(rest))))
    return tuple(found)


def _blocks(text: str) -> Iterator[str]:
    for block in re.split(r"\n\s*\n", text.strip()):
        lines = _PICTURE.sub("", block).strip().split("\n")
        if lines == [""]:
            continue
        for kind, group in groupby(_joined(lines), key=_kind):
            yield _WRITERS[kind](list(group))


def _joined(lines: Sequence[str]) -> list[str]:
    """The lines with those that go on (indented) put behind what they go on from."""
    found: list[str] = []
    for line in lines:
        goes_on = found and not line.startswith(("- ", "|", "### "))
        if goes_on and not found[-1].startswith("|"):
            found[-1] += line.strip()
        else:
            found.append(line)
    return found


def _kind(line: str) -> str:
    if line.startswith("- "):
        return "list"
    return "table" if line.startswith("|") else "text"


def _list(lines: Sequence[str]) -> str:
    return f"<ul>{''.join(f'<li>{_inline(line[2:])}</li>' for line in lines)}</ul>"


def _table(lines: Sequence[str]) -> str:
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]
    head, *rest = [row for row in rows if not all(set(cell) <= {"-", ":"} for cell in row)]
    heads = "".join(f'<th scope="col">{_inline(cell)}</th>' for cell in head)
    body = "".join(
        f"<tr>{''.join(f'<td>{_inline(cell)}</td>' for cell in row)}</tr>" for row in rest
    )
    table = f'<table class="table"><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>'
    label = escape("、".join(head))
    return (
        f'<div class="table-scroll" tabindex="0" role="region" aria-label="{label}">{table}</div>'
    )


def _text(lines: Sequence[str]) -> str:
    return "".join(
        f"<h3>{_inline(line[4:])}</h3>" if line.startswith("### ") else f"<p>{_inline(line)}</p>"
        for line in lines
    )


_WRITERS = {"list": _list, "table": _table, "text": _text}


def _inline(text: str) -> str:
    """Bold and code; of a link, which would lead into the repository, its words."""
    shown = escape(_LINK.sub(r"\1", text), quote=False)
    shown = _CODE.sub(r"<kbd>\1</kbd>", shown)
    return _BOLD.sub(r"<strong>\1</strong>", shown)
