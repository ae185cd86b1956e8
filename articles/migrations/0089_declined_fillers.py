from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0088_duties'),
    ]

    operations = [
        migrations.AddField(
            model_name='issue',
            name='declined_fillers',
            field=models.JSONField(default=None, editable=False, null=True),
        ),
    ]
