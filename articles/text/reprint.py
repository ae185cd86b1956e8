"""Where a reprint comes from, as it is printed: medium, original headline, original author."""

from __future__ import annotations

from articles.text.characters import clean_to_one_line

_COLON = "\N{FULLWIDTH COLON}"


def say_source(source: str, title: str = "", author: str = "") -> str:
    """望江日报（原题：《江边的灯》，作者：林望）; without the medium what else is known of it."""
    title = clean_to_one_line(title)
    quoted = title if title.startswith("《") else f"《{title}》"
    known = [f"原题{_COLON}{quoted}"] if title else []
    known += [f"作者{_COLON}{said}"] if (said := clean_to_one_line(author)) else []
    about = "\N{FULLWIDTH COMMA}".join(known)
    medium = clean_to_one_line(source)
    return f"{medium}（{about}）" if medium and about else medium or about
