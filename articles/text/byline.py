"""A name as it stands above or below a text, with the unit that it signs for."""

from __future__ import annotations

from articles.text.characters import visible


def with_unit(name: str, unit: str) -> str:
    """`费知夏（柳桥街道）`, or the name alone."""
    return visible(f"{name}（{unit}）" if unit else name)


def signature(role: str, name: str, unit: str = "") -> str:
    """`通讯员 费知夏（柳桥街道）`; `role` as it is printed."""
    return f"{role} {with_unit(name, unit)}"
