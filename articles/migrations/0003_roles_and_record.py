"""The roles as groups; a hash for each photo; a line in the record for what is signed off already."""

from django.contrib.auth.management import create_permissions
from django.db import migrations


def make_roles(apps, schema_editor):
    from articles import roles

    # A migration runs before Django makes permissions, which it does at the end of `migrate`.
    for label in ("articles", "auth"):
        config = apps.get_app_config(label)
        config.models_module = True
        create_permissions(config, apps=apps, verbosity=0, using=schema_editor.connection.alias)
        config.models_module = None
    roles.sync(apps.get_model("auth", "Group"), apps.get_model("auth", "Permission"))


def hash_photos(apps, schema_editor):
    from django.core.files.storage import default_storage

    from articles import photos

    photo = apps.get_model("articles", "Photo")
    for row in photo.objects.filter(digest="").iterator():
        row.digest = photos.digest(default_storage, row.image.name)
        row.save(update_fields=["digest"])


def record_what_is_signed_off(apps, schema_editor):
    article, step = apps.get_model("articles", "Article"), apps.get_model("articles", "Step")
    rows = article.objects.filter(status="approved").order_by("pk")
    last = 0
    while batch := list(rows.filter(pk__gt=last)[:500]):
        from articles import versions

        step.objects.bulk_create(
            step(
                article=row,
                step="archive",
                label="入档",
                source="approved",
                target="approved",
                digest=versions.digest_of(row),
                by_name="系统",
                remark="启用留痕以前签发",
            )
            for row in batch
        )
        last = batch[-1].pk


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0002_newsroom"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [
        migrations.RunPython(make_roles, migrations.RunPython.noop, elidable=False),
        migrations.RunPython(hash_photos, migrations.RunPython.noop, elidable=True),
        migrations.RunPython(record_what_is_signed_off, migrations.RunPython.noop, elidable=True),
    ]
