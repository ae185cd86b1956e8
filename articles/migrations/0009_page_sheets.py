from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0008_search_blocks")]

    operations = [
        migrations.AddField("page", "sheets", models.PositiveSmallIntegerField(default=1, editable=False)),
    ]
