from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0015_fold_names'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='campaign',
            constraint=models.UniqueConstraint(fields=('name_key', 'namesake'), name='campaign_name_once'),
        ),
        migrations.AddConstraint(
            model_name='place',
            constraint=models.UniqueConstraint(fields=('name_key', 'namesake'), name='place_name_once'),
        ),
        migrations.AddConstraint(
            model_name='reporter',
            constraint=models.UniqueConstraint(fields=('name_key', 'namesake'), name='reporter_name_once'),
        ),
        migrations.AddConstraint(
            model_name='unit',
            constraint=models.UniqueConstraint(fields=('name_key', 'namesake'), name='unit_name_once'),
        ),
    ]
