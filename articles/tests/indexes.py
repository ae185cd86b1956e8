"""The index of the search as tests read it."""

from django.db import connection

from articles.models import SearchDoc


def read_index():
    """Everything in the index: its rows, and each part that is kept beside them."""
    rows = list(SearchDoc.objects.order_by("pk").values_list())
    with connection.cursor() as cursor:
        parts = []
        for table in ("articles_search", "articles_search_headlines"):
            if connection.vendor == "postgresql":
                cursor.execute(f"SELECT key, grams FROM {table} ORDER BY key")
                parts += cursor.fetchall()
                continue
            cursor.execute(
                f"CREATE VIRTUAL TABLE temp.parts USING fts5vocab(main, {table}, instance)"
            )
            cursor.execute("SELECT * FROM temp.parts ORDER BY doc, col, offset, term")
            parts += cursor.fetchall()
            cursor.execute("DROP TABLE temp.parts")
            cursor.execute(f"INSERT INTO {table}({table}) VALUES ('integrity-check')")
    return rows, parts
