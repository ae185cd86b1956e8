"""What the house says of itself where a page of the newspaper is short."""

from __future__ import annotations

from typing import Any

from articles.exports.contents import Contents, IssuePage
from articles.exports.qr import draw_qr
from articles.exports.wording import contact_lines

#: The characters of a title in a list of the issue's pages, and where two stand side by side.
_TITLE, _SHORT_TITLE = 18, 16


def tell_house(contents: Contents) -> dict[str, Any]:
    """Whom to write to, the code that leads to its site, and what the issue holds."""
    told = [contents.tagline.replace("\n", " "), *contact_lines(contents)]
    return {
        "told": list(filter(None, told)),
        "code": draw_qr(contents.site_url).decode(),
        "listed": [_list_page(sheet) for sheet in contents.sheets if sheet.pieces],
    }


def _list_page(sheet: IssuePage) -> dict[str, Any]:
    """A page with its name and the titles of its articles."""
    titles = [piece.title for piece in sheet.pieces]
    return {
        "page": f"{sheet.number}版",
        "name": sheet.name,
        "titles": [shorten(title, _TITLE) for title in titles],
        "first": shorten(titles[0], _SHORT_TITLE),
    }


def shorten(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
