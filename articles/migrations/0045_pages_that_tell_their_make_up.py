from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0044_leads_and_map")]

    operations = [
        migrations.AddField(
            "page", "breaches", models.JSONField(default=list, editable=False)
        ),
        migrations.AddField(
            "placement",
            "form",
            models.CharField(
                "题样", max_length=8, blank=True, default="",
                choices=[("left", "居左"), ("centred", "居中"), ("upright", "竖题"),
                         ("reversed", "反白"), ("boxed", "加框")],
            ),
        ),
        migrations.AddField(
            "placement",
            "size",
            models.PositiveSmallIntegerField(
                "题号", null=True, default=None,
                choices=[(66, "66点"), (54, "54点"), (44, "44点"), (34, "34点"), (26, "26点"),
                         (20, "20点"), (16, "16点")],
            ),
        ),
    ]  # fmt: skip
