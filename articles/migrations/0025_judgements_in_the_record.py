from collections import Counter

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


def as_lines(apps, schema_editor):
    """Each judgement a line, numbered at its place; one that was taken back gets a second line."""
    Judgement = apps.get_model("articles", "Judgement")
    if schema_editor.connection.vendor == "postgresql":
        # A table with checks that are still to be made can't be altered below.
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    numbers = Counter()
    for row in list(Judgement.objects.select_related("article").order_by("pk")):
        home = row.article.revises_id or row.article_id
        if row.article.revises_id:
            row.copy, row.article_id = row.article_id, home
        numbers[home, row.place] += 1
        row.number = numbers[home, row.place]
        row.save()
        if row.taken_back_at:
            numbers[home, row.place] += 1
            row.pk = None
            row.number = numbers[home, row.place]
            row.takes_back, row.reason, row.taken_at = True, "", row.taken_back_at
            row.save(force_insert=True)


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0024_plain_constraints'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='step',
            name='judged',
            field=models.CharField(blank=True, max_length=64, verbose_name='裁定校验码'),
        ),
        migrations.RemoveConstraint(model_name='judgement', name='judgement_once'),
        migrations.RenameField(model_name='judgement', old_name='made_at', new_name='taken_at'),
        migrations.AlterField(
            model_name='judgement',
            name='taken_at',
            field=models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name='时间'),
        ),
        migrations.AlterField(
            model_name='judgement',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss_taken', to=settings.AUTH_USER_MODEL, verbose_name='账号'),
        ),
        migrations.AlterField(
            model_name='judgement',
            name='by_name',
            field=models.CharField(max_length=150, verbose_name='姓名'),
        ),
        migrations.AlterField(
            model_name='judgement',
            name='reason',
            field=models.CharField(blank=True, max_length=300, verbose_name='理由'),
        ),
        migrations.AddField(
            model_name='judgement',
            name='by_post',
            field=models.CharField(blank=True, max_length=200, verbose_name='职务'),
        ),
        migrations.AddField(
            model_name='judgement',
            name='copy',
            field=models.PositiveBigIntegerField(null=True, verbose_name='修订稿号'),
        ),
        migrations.AddField(
            model_name='judgement',
            name='version',
            field=models.PositiveIntegerField(default=0, verbose_name='版本'),
        ),
        migrations.AddField(
            model_name='judgement',
            name='digest',
            field=models.CharField(blank=True, max_length=64, verbose_name='校验码'),
        ),
        migrations.AddField(
            model_name='judgement',
            name='number',
            field=models.PositiveSmallIntegerField(default=1, editable=False),
        ),
        migrations.AddField(
            model_name='judgement',
            name='takes_back',
            field=models.BooleanField(default=False, editable=False, verbose_name='撤回'),
        ),
        migrations.RunPython(as_lines, migrations.RunPython.noop, elidable=True),
        migrations.RemoveField(model_name='judgement', name='taken_back_at'),
        migrations.AddConstraint(
            model_name='judgement',
            constraint=models.UniqueConstraint(fields=('article', 'place', 'number'), name='judgement_once'),
        ),
    ]
