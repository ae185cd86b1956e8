from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0058_suggestions")]

    operations = [
        migrations.AddField(
            model_name="sitesettings",
            name="shows_proofreader",
            field=models.BooleanField(
                default=False,
                help_text="不开的，文末只写责编；校对是谁，留痕里都有。",
                verbose_name="文末写明校对是谁",
            ),
        ),
    ]
