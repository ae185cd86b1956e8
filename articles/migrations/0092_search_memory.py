from django.db import migrations


def set_memory(apps, schema_editor):
    """SQLite's index collects a batch of an archive in memory, in place of an eighth of it."""
    from articles.search.sqlite import set_memory

    if schema_editor.connection.vendor == "sqlite":
        with schema_editor.connection.cursor() as cursor:
            set_memory(cursor)


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0091_more_terms'),
    ]

    operations = [migrations.RunPython(set_memory, migrations.RunPython.noop)]
