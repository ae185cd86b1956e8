from django.db import migrations


def add_terms(apps, schema_editor):
    """What the list of house terms was given later; a line that a newsroom has stays its own."""
    from articles.proofing.termlist import add_missing

    term = apps.get_model("articles", "Term")
    add_missing(term.objects.using(schema_editor.connection.alias), "terms_2026_12.tsv")


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0090_name_page_imports'),
    ]

    operations = [migrations.RunPython(add_terms, migrations.RunPython.noop)]
