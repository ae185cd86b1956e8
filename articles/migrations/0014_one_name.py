import articles.models.named
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0012_sent_photos'),
    ]

    operations = [
        migrations.CreateModel(
            name='FormerSlug',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=100, verbose_name='从前的网址名')),
            ],
            options={
                'verbose_name': '从前的网址名',
                'verbose_name_plural': '从前的网址名',
            },
        ),
        migrations.AddField(
            model_name='campaign',
            name='name_key',
            field=articles.models.named.NameKeyField(default='', editable=False, max_length=1200, verbose_name='名称比对'),
        ),
        migrations.AddField(
            model_name='campaign',
            name='namesake',
            field=articles.models.named.NamesakeField(default=1, editable=False, verbose_name='同名之序'),
        ),
        migrations.AddField(
            model_name='place',
            name='name_key',
            field=articles.models.named.NameKeyField(default='', editable=False, max_length=1200, verbose_name='名称比对'),
        ),
        migrations.AddField(
            model_name='place',
            name='namesake',
            field=articles.models.named.NamesakeField(default=1, editable=False, verbose_name='同名之序'),
        ),
        migrations.AddField(
            model_name='reporter',
            name='name_key',
            field=articles.models.named.NameKeyField(default='', editable=False, max_length=1200, verbose_name='名称比对'),
        ),
        migrations.AddField(
            model_name='reporter',
            name='namesake',
            field=articles.models.named.NamesakeField(default=1, editable=False, verbose_name='同名之序'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='unit',
            name='name_key',
            field=articles.models.named.NameKeyField(default='', editable=False, max_length=1200, verbose_name='名称比对'),
        ),
        migrations.AddField(
            model_name='unit',
            name='namesake',
            field=articles.models.named.NamesakeField(default=1, editable=False, verbose_name='同名之序'),
        ),
        migrations.AddField(
            model_name='formerslug',
            name='campaign',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='former_slugs', to='articles.campaign'),
        ),
        migrations.AddField(
            model_name='formerslug',
            name='place',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='former_slugs', to='articles.place'),
        ),
        migrations.AddField(
            model_name='formerslug',
            name='reporter',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='former_slugs', to='articles.reporter'),
        ),
        migrations.AddConstraint(
            model_name='formerslug',
            constraint=models.UniqueConstraint(condition=models.Q(('campaign__isnull', False)), fields=('slug',), name='former_slug_once_campaign'),
        ),
        migrations.AddConstraint(
            model_name='formerslug',
            constraint=models.UniqueConstraint(condition=models.Q(('reporter__isnull', False)), fields=('slug',), name='former_slug_once_reporter'),
        ),
        migrations.AddConstraint(
            model_name='formerslug',
            constraint=models.UniqueConstraint(condition=models.Q(('place__isnull', False)), fields=('slug',), name='former_slug_once_place'),
        ),
    ]
