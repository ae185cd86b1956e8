"""The search index: a row for each article, and what the database searches it by."""

import django.db.models.deletion
from django.db import migrations, models


def create(apps, schema_editor):
    from articles.search.backend import backend_for

    for statement in backend_for(schema_editor.connection.vendor).CREATE:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    from articles.search.backend import backend_for

    for statement in backend_for(schema_editor.connection.vendor).DROP:
        schema_editor.execute(statement)


def fill(apps, schema_editor):
    """Nobody's search is empty after an upgrade: everything that is there is indexed at once."""
    from articles.search.index import reindex

    for _ in reindex(stale=True):
        pass


def spell(apps, schema_editor):
    """Pinyin and initials of older names as they are derived now: the fields do it on saving."""
    for model in ("Reporter", "Campaign", "Place"):
        for row in apps.get_model("articles", model).objects.iterator():
            row.save(update_fields=["name", "pinyin", "initials"])


class Migration(migrations.Migration):
    dependencies = [("articles", "0003_roles_and_record")]

    operations = [
        migrations.CreateModel(
            name="SearchDoc",
            fields=[
                ("article", models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, primary_key=True, related_name="search_doc", serialize=False, to="articles.article")),
                ("headline", models.TextField(blank=True)),
                ("heads", models.TextField(blank=True)),
                ("names", models.TextField(blank=True)),
                ("summary", models.TextField(blank=True)),
                ("body", models.TextField(blank=True)),
                ("key", models.BigIntegerField(unique=True)),
                ("stamp", models.PositiveSmallIntegerField(db_index=True)),
            ],
            options={"default_permissions": ()},
        ),
        migrations.RunPython(create, drop),
        migrations.RunPython(spell, migrations.RunPython.noop, elidable=True),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
    ]
