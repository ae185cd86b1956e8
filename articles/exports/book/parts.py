"""What the e-book and the web archive say alike of an article, in their markup."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from articles.exports import wording
from articles.exports.contents import Picture, Piece
from articles.exports.links import Links
from articles.text.markup import Markup, escape_line


def flow(piece: Piece, links: Links, figure: Callable[[Picture], str]) -> Iterator[str]:
    """What follows the heads: blocks, and photos as `figure` writes them."""
    markup = Markup(links.to)
    for each in piece.flow:
        yield figure(each) if isinstance(each, Picture) else markup.block(each)


def heads(piece: Piece) -> str:
    """Kicker, headline broken where the editor broke it, subhead, names."""
    out = [f"<h1>{'<br/>'.join(map(escape_line, piece.headline_lines))}</h1>"]
    if piece.kicker:
        out.insert(0, f'<p class="kicker">{escape_line(piece.kicker)}</p>')
    if piece.subhead:
        out.append(f'<p class="subhead">{escape_line(piece.subhead)}</p>')
    if names := _signatures(piece):
        out.append(f'<p class="byline">{names}</p>')
    return f"<header>{''.join(out)}</header>"


def _signatures(piece: Piece) -> str:
    return " ".join(f"<span>{escape_line(each.in_full)}</span>" for each in piece.writers)


def foot(piece: Piece) -> str:
    """The line under an article."""
    inner = " ".join(f"<span>{escape_line(fact)}</span>" for fact in wording.foot(piece))
    return f'<p class="foot">{inner}</p>'


def caption(picture: Picture) -> str:
    """The line under a photo, if there is anything to say."""
    said = escape_line(wording.captioned(picture))
    return f"<figcaption>{said}</figcaption>" if said else ""
