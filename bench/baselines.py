"""What bench/search.py measures our search beside: `icontains`, and tantivy."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

from queries import texts_of


def icontains(text: str) -> float:
    from django.db.models import Q  # noqa: PLC0415

    from articles.models import Article  # noqa: PLC0415
    from articles.search import parse_query  # noqa: PLC0415

    def somewhere(word: str) -> Q:
        found = Q()
        for field in ("headline", "kicker", "subhead", "summary", "body"):
            found |= Q(**{f"{field}__icontains": word})
        return found

    query = parse_query(text)
    start = time.perf_counter()
    rows = Article.objects.public()
    for word in query.words:
        rows = rows.filter(somewhere(word))
    for word in query.without:
        rows = rows.exclude(somewhere(word))
    list(rows.newest_first()[:10])
    rows.count()
    return time.perf_counter() - start


# In a process without a database


class Tantivy:
    """One field of pairs with their places, one of characters, and the texts as they are."""

    def __init__(self, directory: str):
        import tantivy  # noqa: PLC0415

        spaces = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
        schema = tantivy.SchemaBuilder()
        schema.add_text_field("pairs", tokenizer_name="spaces", index_option="position")
        schema.add_text_field("characters", tokenizer_name="spaces", index_option="basic")
        schema.add_text_field("texts", stored=True, tokenizer_name="raw", index_option="basic")
        self.lib, self.schema = tantivy, schema.build()
        self.index = tantivy.Index(self.schema, directory)
        self.index.register_tokenizer("spaces", spaces)
        self.articles = self.text = 0
        self.directory = directory

    def query(self, text: str) -> Any:
        from articles.text.tokens import parse_query, phrase  # noqa: PLC0415

        lib, found = self.lib, parse_query(text)

        def word(folded: str) -> Any:
            if len(folded) == 1:
                return lib.Query.term_query(self.schema, "characters", folded)
            parts, begun = phrase(folded)
            parts = parts[:-1] if begun else parts
            if len(parts) == 1:
                return lib.Query.term_query(self.schema, "pairs", parts[0])
            return lib.Query.phrase_query(self.schema, "pairs", parts)

        must = [(lib.Occur.Must, word(each)) for each in found.words]
        return lib.Query.boolean_query(
            must + [(lib.Occur.MustNot, word(each)) for each in found.without]
        )


_tantivy: Tantivy | None = None


def grow_tantivy(directory: str, articles: int) -> tuple[float, int, int]:
    """Returns articles a second, the bytes of the index, and those of the texts."""
    from articles.imports import filling  # noqa: PLC0415
    from articles.text.fold import normalize  # noqa: PLC0415
    from articles.text.tokens import grams  # noqa: PLC0415

    global _tantivy  # noqa: PLW0603 - the process has one index
    _tantivy = _tantivy or Tantivy(directory)
    spent, new = 0.0, articles - _tantivy.articles
    writer = _tantivy.index.writer(heap_size=256 * 2**20, num_threads=1)
    for number, item in enumerate(filling.items(articles)):
        if number < _tantivy.articles:
            continue
        fields = texts_of(item)
        _tantivy.text += sum(len(text.encode()) for text in fields)
        start = time.perf_counter()
        folded = [normalize(text) for text in fields]
        document = _tantivy.lib.Document()
        # No pair reaches from one field into the next: each ends with a character alone.
        document.add_text("pairs", " ".join(part for text in folded for part in grams(text)))
        document.add_text("characters", " ".join({c for text in folded for c in text}))
        document.add_text("texts", json.dumps(fields, ensure_ascii=False))
        writer.add_document(document)
        spent += time.perf_counter() - start
    start = time.perf_counter()
    writer.commit()
    writer.garbage_collect_files()
    writer.wait_merging_threads()
    spent += time.perf_counter() - start
    _tantivy.index.reload()
    _tantivy.articles = articles
    size = sum(file.stat().st_size for file in Path(directory).rglob("*") if file.is_file())
    return new / spent, size, _tantivy.text


def tantivy(text: str) -> float:
    """The whole job: what `search` does."""
    from articles.search import find_passage, mark_matches, parse_query  # noqa: PLC0415

    assert _tantivy is not None
    start = time.perf_counter()
    searcher = _tantivy.index.searcher()
    found = searcher.search(_tantivy.query(text), limit=10, count=True)
    query = parse_query(text)
    for _, address in found.hits:
        headline, _, _, body = json.loads(searcher.doc(address)["texts"][0])
        mark_matches(headline, query)
        find_passage([body], query)
    return time.perf_counter() - start


def bare(text: str) -> float:
    assert _tantivy is not None
    start = time.perf_counter()
    _tantivy.index.searcher().search(_tantivy.query(text), limit=10, count=True)
    return time.perf_counter() - start
