import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0056_printing_permit")]

    operations = [
        migrations.AddField(
            "reporter",
            "proposed",
            models.BooleanField("待确认", default=False, db_default=False, editable=False),
        ),
        migrations.AddField(
            "unit",
            "place",
            models.ForeignKey(
                blank=True,
                help_text="本单位的通讯员写新稿时，先填上这里。",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="units",
                to="articles.place",
                verbose_name="所在街道、社区",
            ),
        ),
    ]
