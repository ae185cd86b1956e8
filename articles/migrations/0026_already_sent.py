"""What a page import doubted, with its article; the pieces by which a text is found again."""

from django.db import migrations, models

_TABLE = "CREATE TABLE articles_piece (number integer NOT NULL, article bigint NOT NULL, PRIMARY KEY (number, article))"


def create(apps, schema_editor):
    """SQLite: the primary key is the table, which halves it; Django has no option for that."""
    more = " WITHOUT ROWID" if schema_editor.connection.vendor == "sqlite" else ""
    schema_editor.execute(_TABLE + more)


def drop(apps, schema_editor):
    schema_editor.execute("DROP TABLE articles_piece")


def fill(apps, schema_editor):
    from articles.search.pieces import rebuild_pieces

    rebuild_pieces()


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0025_judgements_in_the_record'),
    ]

    operations = [
        migrations.AddField(
            model_name='article',
            name='doubts',
            field=models.JSONField(blank=True, default=list, editable=False, verbose_name='整版导入的疑点'),
        ),
        migrations.AddField(
            model_name='article',
            name='resembles',
            field=models.JSONField(blank=True, default=list, editable=False, verbose_name='近似的稿件'),
        ),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name='Piece',
                    fields=[
                        ('pk', models.CompositePrimaryKey('number', 'article', blank=True, editable=False, primary_key=True, serialize=False)),
                        ('number', models.IntegerField()),
                        ('article', models.BigIntegerField()),
                    ],
                    options={'default_permissions': ()},
                ),
            ],
            database_operations=[migrations.RunPython(create, drop)],
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
    ]
