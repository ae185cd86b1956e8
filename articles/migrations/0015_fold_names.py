"""Fills the folded names. Rows that turn out to bear one name are numbered and kept: nobody but an
editor knows whether they are to be merged, and their lists show them (同名)."""

from collections import Counter

from django.db import migrations

from articles.text.fold import fold_name

BATCH = 1000


def fill(apps, schema_editor):
    for name in ("Campaign", "Place", "Reporter", "Unit"):
        rows = apps.get_model("articles", name).objects.using(schema_editor.connection.alias)
        borne, batch = Counter(), []
        for row in rows.only("pk", "name").order_by("pk").iterator(BATCH):
            row.name_key = fold_name(row.name)
            borne[row.name_key] += 1
            row.namesake = borne[row.name_key]
            batch.append(row)
            if len(batch) == BATCH:
                rows.bulk_update(batch, ["name_key", "namesake"])
                batch = []
        rows.bulk_update(batch, ["name_key", "namesake"])


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0014_one_name'),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
