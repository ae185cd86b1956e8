"""A writer's name as printed above or below an article, with the unit they write for."""

from __future__ import annotations

from articles.text.characters import clean_for_screen


def with_unit(name: str, unit: str) -> str:
    """`费知夏（柳桥街道）`, or only the name if there is no unit."""
    return clean_for_screen(f"{name}（{unit}）" if unit else name)


def signature(role: str, name: str, unit: str = "") -> str:
    """`通讯员 费知夏（柳桥街道）`; `role` is the word that is printed."""
    return f"{role} {with_unit(name, unit)}"
