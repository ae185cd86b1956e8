from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0030_posts_that_sign")]

    operations = [
        migrations.AddField(
            "page", "breaches", models.JSONField(default=list, editable=False)
        ),
    ]
