"""The markup of an article that the e-book and the web archive share."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from articles.exports import wording
from articles.exports.contents import IssueArticle, Picture
from articles.exports.links import Links
from articles.text.clips import Clip
from articles.text.markup import Markup, escape_line


def flow(
    piece: IssueArticle,
    links: Links,
    figure: Callable[[Picture], str],
    play: Callable[[Clip], tuple[str, str]],
) -> Iterator[str]:
    """The blocks and photos below the heads; `figure` writes a photo, `play` what stands above and
    below the line that tells of a piece of sound or film."""
    markup = Markup(links.to)
    clips = {clip.anchor: clip for clip in piece.sounds}
    at, words = wording.find_pulled(piece) or (-1, "")
    for number, each in enumerate(piece.flow):
        if number == at:
            yield _pulled(words)
        if isinstance(each, Picture):
            yield figure(each)
            continue
        clip = clips.get(each.code.rpartition("#")[2])
        above, below = play(clip) if clip else ("", "")
        yield from filter(None, (above, markup.block(each), below))


def _pulled(words: str) -> str:
    """The article's own words, drawn large by the style sheet: an ornament, which is neither read
    aloud nor copied, for they stand in the text."""
    return f'<div class="pulled" data-words="{escape_line(words)}" aria-hidden="true"></div>'


def heads(piece: IssueArticle) -> str:
    """Standing section, kicker, headline with the editor's breaks, subhead, and bylines."""
    lines = "<br/>".join(map(escape_line, piece.headline_lines))
    out = [f'<h1 class="{piece.kind}">{lines}</h1>']
    if piece.kicker:
        out.insert(0, f'<p class="kicker">{escape_line(piece.kicker)}</p>')
    if piece.section:
        out.insert(0, f'<p class="section">{escape_line(piece.section)}</p>')
    if piece.subhead:
        out.append(f'<p class="subhead">{escape_line(piece.subhead)}</p>')
    if names := _signatures(piece):
        out.append(f'<p class="byline">{names}</p>')
    return f"<header>{''.join(out)}</header>"


def _signatures(piece: IssueArticle) -> str:
    return " ".join(f"<span>{escape_line(each.in_full)}</span>" for each in piece.writers)


def foot(piece: IssueArticle) -> str:
    """The line below an article: editors, date."""
    inner = " ".join(f"<span>{escape_line(fact)}</span>" for fact in wording.foot(piece))
    return f'<p class="foot">{inner}</p>'


def caption(picture: Picture) -> str:
    """The caption and credit of a photo, or "" if it has neither."""
    said = escape_line(wording.write_caption(picture))
    return f"<figcaption>{said}</figcaption>" if said else ""
