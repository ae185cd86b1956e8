"""Bodies put back under their headlines, or doubted where the evidence does not reach."""

from __future__ import annotations

from collections import defaultdict

from articles.text.page.bodies import Bodies, Body, bodies
from articles.text.page.evidence import named, reasons
from articles.text.page.reading import Doubt, Evidence, Piece, Reading, Story
from articles.text.page.tangles import Move, Tangles, probabilities
from articles.text.page.weights import weights

#: A first move is made when something is wrong at least as likely as this, others as the next.
FIRST_AT_LEAST, NEXT_AT_LEAST = 0.5, 0.9
#: The best move must itself be as likely as this; else its headline is only doubted.
CERTAIN = 0.3
#: A headline is doubted when its body is as likely as this to be another's.
DOUBTFUL = 0.3
#: Above this many moves the search would take too long; no printed page comes near.
MOVES_AT_MOST = 4000

MISMATCH, LOST, STRAY = "headline-body-mismatch", "headline-lost", "stray-text"


def untangle(reading: Reading) -> None:
    """Put right what can be, with a doubt on every story that is touched."""
    for at_least in (FIRST_AT_LEAST, NEXT_AT_LEAST, NEXT_AT_LEAST):
        page = bodies(reading)
        if _too_large(page):
            page[0].story.doubts.append(Doubt("too-large", _TOO_LARGE))
            return
        tangles = Tangles(page)
        moves = tangles.moves()
        nothing, chances = probabilities(tangles, moves, weights("tangles"))
        best = max(range(len(moves)), key=chances.__getitem__, default=None)
        if best is not None and 1 - nothing >= at_least and chances[best] >= CERTAIN:
            _make(reading, tangles, moves[best])
            continue
        if at_least == FIRST_AT_LEAST:
            _doubt(tangles, moves, chances)
        return


def _too_large(page: Bodies) -> bool:
    cuts = sum(len(body.paragraphs) - 1 for body in page)
    return (cuts + len(page)) * (len(page) + 1) > MOVES_AT_MOST


def _make(reading: Reading, tangles: Tangles, move: Move) -> None:
    why = tuple(reasons(tangles, move))
    source = tangles.page[move.source]
    if move.way == "exchange":
        _exchange(tangles.page[move.headline], source, why)
        return
    front, tail = _cut(source, move.cut)
    if move.way == "lost":
        source.story.pieces = front
        _add(source.story, STRAY, _MOVED_OUT, why)
        _add(_after(reading, source.story, tail), LOST, _LOST.format(named(source)), why)
        return
    headline = tangles.page[move.headline]
    head, stray = _open(front if headline is source else headline.story.pieces)
    if headline is not source:
        source.story.pieces = front
        _add(source.story, STRAY, _MOVED_TO.format(named(headline)), why)
    headline.story.pieces = head + tail
    _add(headline.story, MISMATCH, _REPLACED, why)
    orphan = _after(reading, headline.story, stray)
    _add(orphan, MISMATCH, _ORPHAN.format(named(headline)), why)


def _exchange(first: Body, second: Body, why: tuple[Evidence, ...]) -> None:
    (head, body), (other_head, other_body) = _open(first.story.pieces), _open(second.story.pieces)
    first.story.pieces, second.story.pieces = head + other_body, other_head + body
    _add(first.story, MISMATCH, _EXCHANGED.format(named(second)), why)
    _add(second.story, MISMATCH, _EXCHANGED.format(named(first)), why)


def _open(pieces: list[Piece]) -> tuple[list[Piece], list[Piece]]:
    """The head with its byline, and what stands below."""
    kinds = ("campaign", "kicker", "headline", "subhead", "byline")
    size = next((n for n, piece in enumerate(pieces) if piece.kind not in kinds), len(pieces))
    return pieces[:size], pieces[size:]


def _cut(body: Body, cut: int) -> tuple[list[Piece], list[Piece]]:
    """The pieces before a paragraph, and those from it on with the crosshead above it."""
    pieces = body.story.pieces
    at = body.paragraphs[cut].at
    while pieces[at - 1].kind == "crosshead":
        at -= 1
    return pieces[:at], pieces[at:]


def _after(reading: Reading, story: Story, pieces: list[Piece]) -> Story:
    added = Story(pieces)
    place = next(n for n, known in enumerate(reading.stories) if known is story)
    reading.stories.insert(place + 1, added)
    return added


def _add(story: Story, code: str, message: str, why: tuple[Evidence, ...]) -> None:
    story.doubts.append(Doubt(code, message, evidence=why))


def _doubt(tangles: Tangles, moves: list[Move], chances: list[float]) -> None:
    """Nothing is moved, but what might be wrong is said where it stands."""
    suspicion: dict[tuple[int, str], float] = defaultdict(float)
    likeliest: dict[tuple[int, str], tuple[float, Move]] = {}
    for move, chance in zip(moves, chances, strict=True):
        for place in _doubted(move):
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


def _doubted(move: Move) -> list[tuple[int, str]]:
    if move.way == "lost":
        return [(move.source, STRAY)]
    if move.way == "exchange":
        return [(move.headline, MISMATCH), (move.source, MISMATCH)]
    if move.source == move.headline:
        return [(move.headline, MISMATCH)]
    return [(move.headline, MISMATCH), (move.source, STRAY)]


_TOO_LARGE = "本页文字过多，没有核对正文是否排错了标题，请人工核对，或分版导入。"
_MOVED_OUT = "文后原接着另一篇正文，已移出单独成篇，请核对分界是否正确。"
_MOVED_TO = "文后原接着{}的正文，已移到该标题下，请核对分界是否正确。"
_LOST = "这篇正文没有标题，原排在{}文后，已单独成篇，请补标题和署名。"
_REPLACED = "标题下原来排的是另一篇正文，已换成与标题相符的一篇，请核对。"
_ORPHAN = "这篇正文原排在{}标题下，与标题不符，已单独成篇，请补标题并核对署名。"
_EXCHANGED = "正文原与{}的正文互换了位置，已换回，请核对。"
_PERHAPS_WRONG = "标题与正文可能不是同一篇稿件，没有改动，请核对。"
_PERHAPS_TWO = "文后可能接着另一篇稿件的正文，没有改动，请核对分界。"
