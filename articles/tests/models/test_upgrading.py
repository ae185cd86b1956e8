"""While tables are upgraded, the code of before still writes into them (docs/operations.md)."""

import pytest
from django.db import models
from django.db.migrations import AddField
from django.db.migrations.loader import MigrationLoader

pytestmark = pytest.mark.once
#: The migrations before were released together: no code runs that doesn't know their columns.
FIRST = 56
#: Its one row was made when the site was opened first.
NEVER_ADDED_TO = {"sitesettings"}


def added_columns():
    """(migration, table, column, field) of each column that a migration from FIRST on adds."""
    for (app, name), migration in MigrationLoader(None).disk_migrations.items():
        if app == "articles" and int(name[:4]) >= FIRST:
            for each in migration.operations:
                if isinstance(each, AddField):
                    yield name, each.model_name.lower(), each.name, each.field


def keeps_rows_out(field):
    """Whether a row that doesn't name the column is refused."""
    return not (field.null or field.has_db_default() or field.many_to_many)


def test_the_code_of_before_can_add_rows_to_tables_that_have_a_new_column():
    columns = list(added_columns())

    assert ("0057_proposed_reporters", "reporter", "proposed") in [each[:3] for each in columns]
    assert [
        each[:3] for each in columns if keeps_rows_out(each[3]) and each[1] not in NEVER_ADDED_TO
    ] == []


@pytest.mark.parametrize(
    ("field", "out"),
    [
        (models.BooleanField(default=False), True),
        (models.CharField(max_length=9, blank=True), True),
        (models.BooleanField(default=False, db_default=False), False),
        (models.DateField(null=True), False),
    ],
)
def test_a_default_of_the_code_alone_keeps_rows_of_the_code_of_before_out(field, out):
    assert keeps_rows_out(field) is out


def describe_models(*, replace):
    """What the migrations up to 0087 make of each of our models, all at once or step by step."""
    loader = MigrationLoader(None, replace_migrations=replace)
    ends = [node for node in loader.graph.nodes if node[1].endswith("0087_answers_by_mail")]
    [end] = [node for node in ends if replace or not node[1].startswith("0001")]
    return {
        name: (
            {field: each.deconstruct()[1:] for field, each in model.fields.items()},
            {key: value for key, value in model.options.items() if value},
            model.bases,
        )
        for (app, name), model in loader.project_state(end).models.items()
        if app == "articles"
    }


def test_a_new_newsroom_has_the_tables_that_one_has_which_was_upgraded_step_by_step():
    at_once, stepped = describe_models(replace=True), describe_models(replace=False)

    assert at_once.keys() == stepped.keys() > {"article", "issue"}
    assert [name for name in at_once if at_once[name] != stepped[name]] == []
