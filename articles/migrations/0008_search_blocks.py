"""PostgreSQL searches block by block; SQLite forgets what it was told of nearly empty tables."""

from django.db import migrations

_OLDER = (
    "DROP TABLE articles_search, articles_search_headlines",
    "DROP FUNCTION IF EXISTS articles_search_parts(int4[])",
    "DROP FUNCTION IF EXISTS articles_search_parts(bigint, int4[])",
)


def build(apps, schema_editor):
    from articles.search.backend import backend_for
    from articles.search.index import reindex, settle

    vendor = schema_editor.connection.vendor
    if vendor != "postgresql":
        settle()
        return
    for statement in (*_OLDER, *backend_for(vendor).CREATE):
        schema_editor.execute(statement)
    for _ in reindex():
        pass


class Migration(migrations.Migration):
    dependencies = [("articles", "0007_jobs")]

    operations = [migrations.RunPython(build, migrations.RunPython.noop)]
