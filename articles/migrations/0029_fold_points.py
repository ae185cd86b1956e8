"""Folds names again whose dot was written as a point (阿依古丽.买买提), or that hold a filler. What
turns out to be one name is numbered and kept, as 0015 does it."""

from django.db import migrations
from django.db.models import Max

from articles.text.fold import fold_name, fold_words


def fold_again(apps, schema_editor):
    for model in ("Campaign", "Place", "Reporter", "Unit"):
        rows = apps.get_model("articles", model).objects.using(schema_editor.connection.alias)
        for row in rows.only("pk", "name", "name_key", "namesake").order_by("pk").iterator(1000):
            key = fold_name(row.name)
            if key == row.name_key:
                continue
            highest = rows.filter(name_key=key).aggregate(highest=Max("namesake"))["highest"]
            rows.filter(pk=row.pk).update(name_key=key, namesake=(highest or 0) + 1)


def fold_photos_again(apps, schema_editor):
    """What photos say is looked for in the same spellings."""
    rows = apps.get_model("articles", "Photo").objects.using(schema_editor.connection.alias)
    for row in rows.only("caption", "alt", "credit", "shows_key", "credit_key").iterator(1000):
        keys = {
            "shows_key": f"{fold_words(row.caption)}\n{fold_words(row.alt)}",
            "credit_key": fold_words(row.credit),
        }
        if keys != {name: getattr(row, name) for name in keys}:
            rows.filter(pk=row.pk).update(**keys)


class Migration(migrations.Migration):

    dependencies = [("articles", "0028_terms_and_archive")]

    operations = [
        migrations.RunPython(fold_again, migrations.RunPython.noop),
        migrations.RunPython(fold_photos_again, migrations.RunPython.noop),
    ]
