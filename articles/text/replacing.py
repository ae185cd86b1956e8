"""Puts other words in the place of some that stand once in a text, across bold and links."""

from __future__ import annotations

import re
from html import escape, unescape

_TOKENS = re.compile(r"<[^>]*>|&[^;\s]+;|.", re.DOTALL)
#: Tags inside a paragraph: words go on across them.
_INLINE = re.compile(r"</?(?:strong|b|em|i|a|sub|sup)\b[^>]*>", re.IGNORECASE)
#: Stands for the end of a paragraph: no words that somebody chose go across it.
_END = "\n"


def _letters(html: str) -> tuple[list[str], str, list[int]]:
    """The tokens of the HTML, its text without white space, and the token of each character."""
    tokens, letters, places = _TOKENS.findall(html), [], []
    for at, token in enumerate(tokens):
        if token.startswith("<") and len(token) > 1:
            found = "" if _INLINE.fullmatch(token) else _END
        else:
            found = "".join(unescape(token).split())
        for letter in found:
            letters.append(letter)
            places.append(at)
    return tokens, "".join(letters), places


def _squeeze(words: str) -> str:
    return "".join(words.split())


def count_words(html: str, words: str) -> int:
    """How often the words stand in the HTML, however they are spaced."""
    wanted = _squeeze(words)
    return _letters(html)[1].count(wanted) if wanted else 0


def replace_words(html: str, words: str, new: str) -> str:
    """The HTML with `new` in the place of the words' first occurrence; ValueError without one.

    What is bold or a link at the words' first character, `new` is too.
    """
    tokens, text, places = _letters(html)
    wanted = _squeeze(words)
    start = text.find(wanted) if wanted else -1
    if start < 0:
        raise ValueError(words)
    first, last = places[start], places[start + len(wanted) - 1]
    kept = [token for token in tokens[first + 1 : last + 1] if _INLINE.fullmatch(token)]
    return "".join([*tokens[:first], escape(new, quote=False), *kept, *tokens[last + 1 :]])


def replace_in_line(text: str, words: str, new: str) -> str:
    """The same in a text without markup."""
    return unescape(replace_words(escape(text, quote=False), words, new))


def count_in_line(text: str, words: str) -> int:
    return count_words(escape(text, quote=False), words)
