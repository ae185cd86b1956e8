from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0044_leads_and_map")]

    operations = [
        migrations.AddField(
            "page", "breaches", models.JSONField(default=list, editable=False)
        ),
    ]
