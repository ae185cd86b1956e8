"""The first words of a paragraph and how they follow one another, as evidence of a lost beginning.

A sentence that lost its beginning goes on with what only follows others: the rest of a word, a verb
whose subject is gone, 为主线 of which nothing says 以.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from articles.text.page.words import load_dictionary
from articles.text.punctuation import is_han

#: So much of a paragraph is cut into words; so many of them are looked at.
_REACH, _WORDS = 32, 4
_RUN = re.compile(r"[\u3400-\u9fff]+|[0-9A-Za-z.%]+|.")
_STOP = re.compile(r"[。!?;]")
_CLAUSE_END = re.compile(r"[,。!?;:]")
#: What announces an ending (以……为主线, 与……相比, 在……上).
_ANNOUNCES = re.compile("以|与|和|同|跟|在|从|自|当|把|将|对|向|由|因|按|据|为|到")
_CLAUSE, _SENTENCE, _END = 60, 100, 12


def follow(text: str) -> Iterator[str]:
    """The names of what is seen at the beginning of the text, with ASCII marks."""
    words = list(_cut(text[:_REACH]))[: _WORDS + 1]
    words += ["$"] * (_WORDS - len(words))
    kinds = [_kind(word) for word in words]
    one, two, three = words[:3]
    yield f"words {one} {two}"
    yield f"word 2 {two}"
    yield f"word 3 {three}"
    yield f"word 1 . 3 {kinds[0]} {three}"
    yield f"word, kind {one} {kinds[1]}"
    yield f"kind, word {kinds[0]} {two}"
    yield f"kind, word, kind {kinds[0]} {two} {kinds[2]}"
    for start, end in ((0, 2), (0, 3), (0, 4), (1, 3), (1, 4), (2, 4)):
        yield f"kinds {start} {' '.join(kinds[start:end])}"
    yield f"characters {text[:1]}"
    yield f"characters {text[:2]}"
    yield f"characters {text[:3]}"
    yield f"characters . {text[1:3]}"
    yield from _see_clause(text)


def _see_clause(text: str) -> Iterator[str]:
    """Has the first clause a verb, and a noun before it? What ends it, and does anything say so?"""
    dictionary = load_dictionary()
    sentence = _STOP.split(text, maxsplit=1)[0]
    clause = _CLAUSE_END.split(text, maxsplit=1)[0]
    last = dictionary.cut("".join(filter(is_han, clause[-_END:])))[-1:]
    speech = "".join(_speech(word) for word in _cut(clause[:_CLAUSE]))
    before = speech.partition("v")[0]
    verb = "v" in speech
    yield f"ends {''.join(last)}"
    yield f"ends {''.join(last)} {bool(_ANNOUNCES.search(clause))}"
    yield f"verb {verb} {clause == sentence}"
    yield f"verb at {min(len(before), 4) if verb else '-'}"
    yield f"subject {not {'n', 'r'}.isdisjoint(before)}"
    later = any(_speech(word) == "v" for word in _cut(sentence[:_SENTENCE]))
    yield f"sentence verb {verb or later}"
    yield f"clauses {min(sentence.count(',') + 1, 4)}"
    yield f"clause {min(len(clause) // 4, 6)}"


def _cut(text: str) -> Iterator[str]:
    for run in _RUN.finditer(text):
        if is_han(run[0][0]):
            yield from load_dictionary().cut(run[0])
        else:
            yield "#" if run[0][0].isalnum() else run[0]


def _speech(word: str) -> str:
    return load_dictionary().speech.get(word, "?")[:1]


def _kind(word: str) -> str:
    """Part of speech and length; a mark is itself."""
    if not is_han(word[0]):
        return word
    return f"{load_dictionary().speech.get(word, '?')}{min(len(word), 3)}"
