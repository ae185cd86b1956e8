"""How a reader wants to read: the elder view 长者版 or the standard one, and how large.

It is kept in the reader's browser alone, in a cookie; no account, nothing on the server.
"""

from __future__ import annotations

from typing import NamedTuple

COOKIE = "reading"
#: The street that the reader chose, by its slug: a cookie of its own.
STREET = "street"
#: Seconds for which browsers keep it; none keeps a cookie longer than 400 days.
KEPT = 400 * 24 * 60 * 60
VIEWS = ("standard", "elder")
SIZES = (("normal", "标准"), ("large", "大"), ("largest", "特"))
_SIZES = tuple(size for size, _ in SIZES)


class ReaderChoice(NamedTuple):
    """One of VIEWS, and one of SIZES."""

    view: str = "standard"
    size: str = "normal"

    @property
    def elder(self) -> bool:
        return self.view == "elder"

    @property
    def choices(self) -> list[tuple[str, str, bool]]:
        """(size, what it is called, whether it is the one) for each."""
        return [(size, name, size == self.size) for size, name in SIZES]

    @property
    def cookie(self) -> str:
        """elder-large, as static/js/reading.js writes it, too."""
        return f"{self.view}-{self.size}"

    def choose(self, *, view: str = "", size: str = "") -> ReaderChoice:
        """With what is known of these in place of what was; what is unknown is passed over."""
        return ReaderChoice(
            view if view in VIEWS else self.view, size if size in _SIZES else self.size
        )


def read_cookie(value: str) -> ReaderChoice:
    """What the cookie says, which anybody may have written."""
    view, _, size = value.partition("-")
    return ReaderChoice().choose(view=view, size=size)
