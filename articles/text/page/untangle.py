"""Puts bodies back under their headlines, or doubts them where the evidence is not enough."""

from __future__ import annotations

from collections import defaultdict

from articles.text.page.bodies import Bodies, Body, bodies
from articles.text.page.evidence import describe_story, reasons
from articles.text.page.reading import Doubt, Evidence, Reading, Story, StoryPiece
from articles.text.page.tangles import Move, Tangles, Way, probabilities
from articles.text.page.weights import weights

#: The first move is made if the probability that something is wrong is at least this; others, that.
FIRST_AT_LEAST, NEXT_AT_LEAST = 0.6, 0.9
#: The best move must have at least this probability; otherwise its headline is only doubted. The
#: end of a story is moved into another only if that is clearer: where it came from, nothing lacks.
CERTAIN: dict[Way, float] = {"lost": 0.3, "orphan": 0.5, "exchange": 0.5, "parted": 0.8}
#: A headline is doubted if its body belongs to another one with at least this probability.
DOUBTFUL = 0.3
#: With more moves the search would take too long; no printed page has nearly as many.
MOVES_AT_MOST = 4000

MISMATCH, LOST, STRAY = "headline-body-mismatch", "headline-lost", "stray-text"


def untangle(reading: Reading) -> None:
    """Correct what can be corrected, with a doubt on every story that is changed."""
    for at_least in (FIRST_AT_LEAST, NEXT_AT_LEAST, NEXT_AT_LEAST):
        page = bodies(reading)
        if _is_too_large(page):
            page[0].story.doubts.append(Doubt("too-large", _TOO_LARGE))
            return
        tangles = Tangles(page)
        moves = tangles.moves()
        nothing, chances = probabilities(tangles, moves, weights("tangles"))
        best = max(range(len(moves)), key=chances.__getitem__, default=None)
        certain = best is not None and chances[best] >= CERTAIN[moves[best].way]
        if best is not None and certain and 1 - nothing >= at_least:
            make_move(reading, tangles, moves[best])
            continue
        if at_least == FIRST_AT_LEAST:
            _doubt(tangles, moves, chances)
        return


def _is_too_large(page: Bodies) -> bool:
    cuts = sum(len(body.paragraphs) - 1 for body in page)
    return (cuts + len(page)) * (len(page) + 1) > MOVES_AT_MOST


def make_move(reading: Reading, tangles: Tangles, move: Move) -> None:
    """Move the pieces as `move` says, with a doubt on each story that it changes."""
    why = tuple(reasons(tangles, move))
    source = tangles.page[move.source]
    if move.way == "exchange":
        _exchange(tangles.page[move.headline], source, why)
        return
    front, tail = _cut(source, move.cut)
    if move.way == "lost":
        source.story.pieces = front
        _add(source.story, STRAY, _MOVED_OUT, why)
        _add(
            _insert_after(reading, source.story, tail),
            LOST,
            _LOST.format(describe_story(source)),
            why,
        )
        return
    headline = tangles.page[move.headline]
    if move.way == "parted":
        source.story.pieces = front
        _join(headline, tail, describe_story(source), why)
        _add(source.story, STRAY, _MOVED_TO_PART.format(describe_story(headline)), why)
        return
    head, stray = _split_head(front if headline is source else headline.story.pieces)
    if headline is not source:
        source.story.pieces = front
        _add(source.story, STRAY, _MOVED_TO.format(describe_story(headline)), why)
    headline.story.pieces = head + tail
    _add(headline.story, MISMATCH, _REPLACED, why)
    orphan = _insert_after(reading, headline.story, stray)
    _add(orphan, MISMATCH, _ORPHAN.format(describe_story(headline)), why)


def _join(body: Body, part: list[StoryPiece], source: str, why: tuple[Evidence, ...]) -> None:
    """Put a part at the end of a body, or above it where the page has it directly above."""
    head, below = _split_head(body.story.pieces)
    if below and part[-1].lines[-1] + 1 == below[0].lines[0]:
        body.story.pieces = head + part + below
        _add(body.story, STRAY, _JOINED_ABOVE.format(source), why)
        return
    body.story.pieces += part
    _add(body.story, STRAY, _JOINED.format(source), why)


def _exchange(first: Body, second: Body, why: tuple[Evidence, ...]) -> None:
    (head, body), (other_head, other_body) = (
        _split_head(first.story.pieces),
        _split_head(second.story.pieces),
    )
    first.story.pieces, second.story.pieces = head + other_body, other_head + body
    _add(first.story, MISMATCH, _EXCHANGED.format(describe_story(second)), why)
    _add(second.story, MISMATCH, _EXCHANGED.format(describe_story(first)), why)


def _split_head(pieces: list[StoryPiece]) -> tuple[list[StoryPiece], list[StoryPiece]]:
    """(the pieces of the head with the byline, the pieces below)."""
    kinds = ("campaign", "kicker", "headline", "subhead", "byline")
    size = next((n for n, piece in enumerate(pieces) if piece.kind not in kinds), len(pieces))
    return pieces[:size], pieces[size:]


def _cut(body: Body, cut: int) -> tuple[list[StoryPiece], list[StoryPiece]]:
    """Split the pieces before a paragraph, or before the crosshead above it.

    A photo between the two goes with them.
    """
    pieces = body.story.pieces
    at = top = body.paragraphs[cut].at
    while pieces[top - 1].kind in ("crosshead", "caption", "credit"):
        top -= 1
        if pieces[top].kind == "crosshead":
            at = top
    return pieces[:at], pieces[at:]


def _insert_after(reading: Reading, story: Story, pieces: list[StoryPiece]) -> Story:
    added = Story(pieces)
    place = next(n for n, known in enumerate(reading.stories) if known is story)
    reading.stories.insert(place + 1, added)
    return added


def _add(story: Story, code: str, message: str, why: tuple[Evidence, ...]) -> None:
    story.doubts.append(Doubt(code, message, evidence=why))


def _doubt(tangles: Tangles, moves: list[Move], chances: list[float]) -> None:
    """Add doubts to the stories that might be wrong, without moving anything."""
    suspicion: dict[tuple[int, str], float] = defaultdict(float)
    likeliest: dict[tuple[int, str], tuple[float, Move]] = {}
    for move, chance in zip(moves, chances, strict=True):
        for place in _list_doubted(move):
            suspicion[place] += chance
            likeliest[place] = max(
                likeliest.get(place, (0.0, move)), (chance, move), key=lambda pair: pair[0]
            )
    for (number, code), chance in suspicion.items():
        if chance >= DOUBTFUL:
            move = likeliest[number, code][1]
            message = _PERHAPS_WRONG if code == MISMATCH else _PERHAPS_TWO
            why = tuple(reasons(tangles, move))
            _add(tangles.page[number].story, code, message, why)


def _list_doubted(move: Move) -> list[tuple[int, str]]:
    if move.way in ("lost", "parted"):
        return [(move.source, STRAY)]
    if move.way == "exchange":
        return [(move.headline, MISMATCH), (move.source, MISMATCH)]
    if move.source == move.headline:
        return [(move.headline, MISMATCH)]
    return [(move.headline, MISMATCH), (move.source, STRAY)]


_TOO_LARGE = "本页文字过多，没有核对正文是否排错了标题，请人工核对，或分版导入。"
_MOVED_OUT = "文后原接着另一篇正文，已移出单独成篇，请核对分界是否正确。"
_MOVED_TO = "文后原接着{}的正文，已移到该标题下，请核对分界是否正确。"
_MOVED_TO_PART = "文后原接着{}的一部分，已移到那一篇，请核对分界是否正确。"
_JOINED_ABOVE = "开头的一部分原排在{}文后，已接到这里，请核对是否同一篇。"
_JOINED = "文末的一部分原排在{}文后，已接到这里，请核对是否同一篇。"
_LOST = "这篇正文没有标题，原排在{}文后，已单独成篇，请补标题和署名。"
_REPLACED = "标题下原来排的是另一篇正文，已换成与标题相符的一篇，请核对。"
_ORPHAN = "这篇正文原排在{}标题下，与标题不符，已单独成篇，请补标题并核对署名。"
_EXCHANGED = "正文原与{}的正文互换了位置，已换回，请核对。"
_PERHAPS_WRONG = "标题与正文可能不是同一篇稿件，没有改动，请核对。"
_PERHAPS_TWO = "文后可能接着另一篇稿件的正文，没有改动，请核对分界。"
