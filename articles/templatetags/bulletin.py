"""Template filters for the public pages."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from django import template
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.html import escape, format_html, json_script
from django.utils.safestring import SafeString

from articles import search
from articles.models import Article, Place, absolute_url
from articles.search import MarkedPiece, Query
from articles.site.passages import ShownBlock
from articles.text import body, characters, markup
from articles.text.ai_use import say_briefly_of_text, say_of_photo
from articles.text.corrected import cut_runs
from articles.text.dates import format_day
from articles.text.headline import BREAK, headline_lines
from articles.text.lunar import lunar
from articles.text.months import Month
from articles.text.opening import find_opening
from articles.text.words import cut_words

register = template.Library()
_LATEST = 5

_NOT_FIRST = frozenset("，。：；！？、）》”’】〉」』…—·%+〇")
#: Words that stay on the line of the word before them.
_LEANING = frozenset(
    "的了着过们地得吗呢吧啊里上下中后前内外圈区县市镇村街局部委办会所站院校处员者家"
)
_NOT_LAST = frozenset("（《“‘【〈「『—·第不〇")
#: Positions where a headline may break automatically.
_AFTER_A_MARK = re.compile("(?<=[，：；！？、])")
_DIALLED = re.compile(r"[0-9]{3,12}|[0-9]{3,4}-[0-9]{7,8}")
_SHORT_QUOTE = re.compile("(“[^”]{1,5}”|《[^》]{1,5}》)")
#: The most characters of a phrase that fit vertically on the front page.
UPRIGHT = 7
_TEASER = 90
#: A table with so many columns is wider than a phone.
_MANY_COLUMNS = 5
#: A quotation of more characters is no saying to be drawn large.
_LONG_QUOTE = 60
#: In a headline: around an address, and behind its dots and slashes.
_ADDRESS = re.compile(
    r"(?<=[^!-~])(?=[!-~]{14,})|(?<=[./_?&=@-])(?<!www\.)(?![./])(?=[!-~]*[a-z])(?<=[!-~]{4})(?=[!-~]{3})"
)
_LONG_WORD = re.compile(r"[!-~\u00c0-\u024f]{9,}")
_MARKUP = markup.Markup(
    table='class="table" role="region" aria-label="表格，可左右滚动" tabindex="0"'
)


class Phrase(NamedTuple):
    """Words of a headline that stay on one line if possible; `apart` if a space precedes them."""

    words: list[str]
    apart: bool


@register.filter
def phrases(headline: str) -> list[Phrase]:
    """Split a headline where it may break: at the editor's breaks, then after marks, then between
    words. Joined, the words are the headline without the editor's breaks."""
    return [
        Phrase(_words(part), apart=number > 0 and at == 0)
        for number, line in enumerate(headline_lines(headline))
        for at, part in enumerate(filter(None, _AFTER_A_MARK.split(line)))
    ]


@register.filter
def phrased(headline: object) -> SafeString:
    """The phrases as HTML: each stays whole where it fits, words always; the editor's break is a
    space. No line ends it: 》 may follow."""
    return _write_phrases(str(headline))


@lru_cache(maxsize=8192)
def _write_phrases(headline):
    parts = (
        f'{" " * phrase.apart}<span class="phrase">{"<wbr>".join(map(escape, phrase.words))}</span>'
        for phrase in phrases(headline)
    )
    return SafeString("".join(parts))


def _words(text):
    """Split text between words where a line may end: not before a closing mark or particle, not
    after an opening mark, not next to a number or Latin name (a <wbr> would remove the space)."""
    found = []
    for word in _cut(text):
        glued = found and (
            word in _LEANING
            or word[0] in _NOT_FIRST
            or found[-1][-1] in _NOT_LAST
            or word[0].isascii()
            or found[-1][-1].isascii()
        )
        if glued:
            found[-1] += word
        else:
            found.append(word)
    return [part for word in found for part in _part_address(word)]


def _part_address(word):
    """An address in a word on its own, ending a line after its dots and slashes if it must."""
    return [part for part in _ADDRESS.split(word) if part]


def _cut(text):
    """Segment the text into words; a short quotation or title is one word."""
    for at, part in enumerate(_SHORT_QUOTE.split(text)):
        yield from [part] if at % 2 else cut_words(part)


@register.filter
def tell_pieces(number: int) -> str:
    """`23篇`; `500多篇` where it was counted no further."""
    return f"{number}篇" if number <= search.COUNTED else f"{search.COUNTED}多篇"


@register.filter
def upright(campaign) -> bool:
    """True if a campaign's slogan is short enough to be set vertically as a couplet."""
    return max(map(len, campaign.phrases)) <= UPRIGHT


@register.filter(expects_localtime=True)
def day(moment) -> str:
    """`10月22日`, with the year before it unless it is this year."""
    return format_day(moment, this_year=timezone.localdate().year) if moment else ""


@register.filter(expects_localtime=True)
def month_name(when: Month | date) -> str:
    """十一月."""
    number = when.number if isinstance(when, Month) else when.month
    return f"{'十' if number > 10 else ''}{'一二三四五六七八九十一二'[number - 1]}月"


@register.simple_tag
def lunar_today() -> str:
    """农历十月廿一."""
    return lunar(timezone.localdate(), with_year=False)


@register.simple_tag
def latest_articles() -> QuerySet[Article]:
    """The newest pieces that residents see, for whoever finds nothing at an address: one query."""
    return Article.objects.public().current().newest_first().light()[:_LATEST]


@register.filter
def elsewhere(places: Iterable[Place], here: Place | str) -> Place | None:
    """The first of the places that is not `here`, whose own page need not name it in each line."""
    return next((place for place in places if place != here), None)


@register.filter
def teaser(article) -> str:
    """The summary, or the beginning of the text. Needs `Article.objects.light()` or the body."""
    if article.summary:
        return characters.clean_for_screen(article.summary)
    opening = getattr(article, "opening", None)
    return find_opening(article.body if opening is None else opening, _TEASER)


@register.filter
def ai_mark(use: str | None) -> SafeString:
    """What AI did to a text, for the side of its headline wherever a page names it; "" for none."""
    return _write_mark(say_briefly_of_text(use or ""))


@register.filter
def photo_ai_mark(use: str | None) -> SafeString:
    """What AI did to a photo that stands without its credit; "" for none."""
    said = say_of_photo(use or "")
    return _write_mark(f"图片\N{FULLWIDTH COLON}{said}" if said else "")


def _write_mark(said):
    return format_html('<span class="ai-mark">{}</span>', said) if said else SafeString("")


@register.filter
def seal(name: str) -> str:
    """The characters of a name for its seal: the last two, or the first letter of a Latin name."""
    return name[-2:] if name and not name.isascii() else name[:1]


@register.filter
def myriads(number: int) -> str:
    """314159 is 31.4."""
    return f"{number / 10000:.1f}"


@register.filter
def block_html(each: body.Block | ShownBlock) -> SafeString:
    """A block of a body as HTML; a photo place is empty. A paragraph with an address or another
    long word is not justified: the line before the word would be torn."""
    passage = each if isinstance(each, ShownBlock) else ShownBlock(each)
    block = passage.block
    html = _corrected_html(passage) if passage.corrected else _MARKUP.block(block)
    if block.kind == "table" and max(map(len, block.rows)) >= _MANY_COLUMNS:
        html += '<p class="table-cue" aria-hidden="true">左右滑动，看全表</p>'
    if passage.section:
        html = html.replace("<h2>", f'<h2 id="section-{passage.section}">', 1)
    if block.kind == "paragraph" and _LONG_WORD.search(block.text):
        html = html.replace("<p>", '<p class="ragged">', 1)
    if block.kind == "quote" and len(block.text) > _LONG_QUOTE:
        html = html.replace("<blockquote>", '<blockquote class="long">', 1)
    return SafeString(html)


def _corrected_html(passage):
    """A paragraph with the words marked that were put right, each with a way to the correction."""
    runs, at, parts = passage.block.runs, 0, []
    for start, end, number in passage.corrected:
        words = _MARKUP.runs(cut_runs(runs, start, end))
        parts += [
            _MARKUP.runs(cut_runs(runs, at, start)),
            f'<span class="corrected" id="corrected-{number}">{words}</span>',
            f'<a class="corrected-mark" href="#correction-{number}">更正</a>',
        ]
        at = end
    rest = _MARKUP.runs(cut_runs(runs, at, sum(len(run.text) for run in runs)))
    return f"<p>{''.join(parts)}{rest}</p>"


@register.filter
def multiline(text: str) -> SafeString:
    """The text as HTML with its line breaks."""
    return SafeString(markup.escape_lines(text))


register.filter("visible", characters.clean_for_screen)
register.filter("absolute", absolute_url)


@register.filter
def phone_number(value: str) -> str:
    """The value if it is a telephone number, else ""."""
    return value if _DIALLED.fullmatch(value) else ""


def mark_matches(text: str, query: Query | None) -> list[MarkedPiece]:
    """Split the text into pieces; those that match the query are hits."""
    return search.mark_matches(text, query) if query else [MarkedPiece(text, False)]


class MarkedPhrase(NamedTuple):
    """As `Phrase`; each word is a list of pieces, those that were looked for hits."""

    words: list[list[MarkedPiece]]
    apart: bool


def marked_phrases(headline: str, query: Query | None) -> list[MarkedPhrase]:
    """The phrases of a headline with what matches the query marked."""
    marks = [(each, piece.hit) for piece in mark_matches(headline, query) for each in piece.text]
    waiting = iter(marks)

    def hits(word: str) -> list[bool]:
        return [next((hit for each, hit in waiting if each == one), False) for one in word]

    def pieces(phrase: Phrase) -> list[list[MarkedPiece]]:
        words: list[list[tuple[str, bool]]] = []
        for word in phrase.words:
            marked = list(zip(word, hits(word), strict=True))
            if words and words[-1][-1][1] and marked[0][1]:  # what was looked for stays whole
                words[-1] += marked
            else:
                words.append(marked)
        return [
            [
                MarkedPiece("".join(each for each, _ in run), hit)
                for hit, run in groupby(word, key=itemgetter(1))
            ]
            for word in words
        ]

    return [MarkedPhrase(pieces(phrase), phrase.apart) for phrase in phrases(headline)]


@register.filter
def marked_phrased(headline: str, query: Query | None) -> SafeString:
    """As `phrased`, with what was looked for marked."""
    parts = (
        f'{" " * phrase.apart}<span class="phrase">'
        f"{'<wbr>'.join(''.join(map(_write_piece, word)) for word in phrase.words)}</span>"
        for phrase in marked_phrases(headline, query)
    )
    return SafeString("".join(parts))


def _write_piece(piece):
    text = escape(piece.text)
    return f"<mark>{text}</mark>" if piece.hit else text


@register.filter
def marked_passage(article, query: Query | None) -> SafeString:
    """The passage as HTML, with what was looked for marked."""
    shown = (
        piece._replace(text=characters.clean_for_screen(piece.text))
        for piece in passage(article, query)
    )
    return SafeString("".join(map(_write_piece, shown)))


def passage(article, query: Query | None) -> list[MarkedPiece]:
    """The passage of the text or summary that matches the query best, or else the teaser."""
    texts = [body.extract_text(article.body), article.summary]
    found = search.find_passage(texts, query) if query else []
    if not found:
        return [MarkedPiece(teaser(article), False)]
    return [MarkedPiece(text.replace("\n", BREAK), hit) for text, hit in found]


@register.filter
def linked_data(facts: dict) -> SafeString:
    """A JSON-LD element: data for search engines, which no browser runs."""
    element = json_script(facts)
    return SafeString(element.replace('type="application/json"', 'type="application/ld+json"', 1))
