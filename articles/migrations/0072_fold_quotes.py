"""Folds names again that are set in quotation marks or hold dashes. What turns out to be one name
is numbered and kept, as 0015 does it: it is offered to be merged."""

import importlib

from django.db import migrations

before = importlib.import_module("articles.migrations.0029_fold_points")


class Migration(migrations.Migration):

    dependencies = [("articles", "0071_referrals")]

    operations = [
        migrations.RunPython(before.fold_again, migrations.RunPython.noop),
        migrations.RunPython(before.fold_photos_again, migrations.RunPython.noop),
    ]
