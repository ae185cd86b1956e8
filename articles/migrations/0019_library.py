"""The library: what photos say, folded, and how they look. No transaction: it reads every photo."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import articles.models.fields
from articles.models.upgrading import AddIndexAfterwards


def fold_what_photos_say(apps, schema_editor):
    from articles.text.fold import fold_words

    photo = apps.get_model("articles", "Photo")
    for row in photo.objects.only("caption", "alt", "credit").iterator():
        shows = "\n".join(map(fold_words, (row.caption, row.alt)))
        photo.objects.filter(pk=row.pk).update(
            shows_key=shows, credit_key=fold_words(row.credit)
        )


def look_at_photos(apps, schema_editor):
    """By the smallest file of each; a photo whose file is missing or broken is passed over."""
    from django.core.files.storage import default_storage
    from PIL import Image

    from articles import photos

    band, likeness = (apps.get_model("articles", name) for name in ("LikenessBand", "Likeness"))
    for model in ("Photo", "SentPhoto"):
        rows = apps.get_model("articles", model).objects.order_by("pk")
        for name, digest in rows.values_list("image", "digest").iterator():
            if not digest or likeness.objects.filter(digest=digest).exists():
                continue
            try:
                with default_storage.open(photos.rendition(name, photos.WIDTHS[0])) as file:
                    bits = photos.find_likeness(Image.open(file, formats=["WEBP"]))
            except Exception:
                continue
            if bits:
                row = likeness.objects.create(digest=digest, bits=bits)
                band.objects.bulk_create(
                    band(likeness=row, value=value) for value in photos.bands_of(bits)
                )


class Migration(migrations.Migration):
    atomic = False
    dependencies = [
        ("articles", "0017_focal_points"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="Likeness",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("bits", models.CharField(max_length=32)),
            ],
            options={"verbose_name": "图片的样子", "verbose_name_plural": "图片的样子"},
        ),
        migrations.CreateModel(
            name="LikenessBand",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("value", models.PositiveIntegerField()),
                ("likeness", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="bands", to="articles.likeness")),
            ],
            options={
                "verbose_name": "图片样子的一段",
                "verbose_name_plural": "图片样子的各段",
                "indexes": [models.Index(fields=["value", "likeness"], name="likenessband_by_value")],
            },
        ),
        migrations.AddField(
            model_name="photo",
            name="shows_key",
            field=articles.models.fields.FoldedField(default="", editable=False, of=("caption", "alt")),
        ),
        migrations.AddField(
            model_name="photo",
            name="credit_key",
            field=articles.models.fields.FoldedField(default="", editable=False, of=("credit",)),
        ),
        migrations.AddField(
            model_name="sentphoto",
            name="alt",
            field=models.CharField(blank=True, max_length=200, verbose_name="替代文字"),
        ),
        migrations.AlterField(
            model_name="sentphoto",
            name="sender",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="sent_photos",
                to=settings.AUTH_USER_MODEL,
                verbose_name="发图的账号",
            ),
        ),
        AddIndexAfterwards(
            model_name="photo", index=models.Index(fields=["digest"], name="photo_by_digest")
        ),
        migrations.RunPython(fold_what_photos_say, migrations.RunPython.noop, atomic=False),
        migrations.RunPython(look_at_photos, migrations.RunPython.noop, atomic=False),
    ]
