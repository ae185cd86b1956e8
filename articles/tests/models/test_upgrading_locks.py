"""Nobody waits for a migration of a table with many rows (PostgreSQL; bench/upgrading.py tries it
with half a million)."""

import re
import threading
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, connections, models, transaction
from django.db.migrations import AddField, AddIndex, RunPython
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.db.models import Q
from django.db.utils import OperationalError

from articles.management.commands import migrate
from articles.models import Article
from articles.models.upgrading import (
    AddCheckAfterwards,
    AddIndexAfterwards,
    BriefMigration,
    complete,
)
from articles.tests import make

pytestmark = pytest.mark.postgresql
#: The first migration that is held to it.
FIRST = 46
#: Tables that have some thousand rows at the most, whatever newsroom it is.
SMALL = {
    f"articles_{name}"
    for name in (
        "campaign", "formerslug", "issue", "issuefile", "job", "matter", "page", "pin", "place",
        "pointrule", "reporter", "section", "sitesettings", "subject", "term", "unit",
    )
}  # fmt: skip
#: They give the rights of a new model: some milliseconds, and no row of a large table.
SHORT = {"give_permissions", "open_matters_to_editors", "first_rules"}
_POINTS = re.compile(r'ADD COLUMN .* REFERENCES "(\w+)"')
_TABLE = re.compile(r'^(?:ALTER|CREATE) TABLE "(\w+)"|^CREATE (?:UNIQUE )?INDEX .*? ON "(\w+)"')
#: What reads or writes all rows while nobody else may write: a plain index, a check of all rows,
#: another type, a column that is checked, unique, counted, or told apart row by row.
_LONG = re.compile(
    r"^CREATE (?:UNIQUE )?INDEX (?!CONCURRENTLY)"
    r"|^ALTER TABLE \S+ ADD CONSTRAINT (?!.* NOT VALID$)"
    r"|^ALTER TABLE \S+ ALTER COLUMN \S+ (?:TYPE|SET NOT NULL)"
    r"|^ALTER TABLE \S+ ADD COLUMN .*(?: CHECK | UNIQUE| PRIMARY KEY|GENERATED|serial"
    r"|NOT NULL.* REFERENCES|DEFAULT \(?(?:random|gen_random_uuid|clock_timestamp|nextval))"
)


def find_long(statements, code=()):
    """Those of a migration's statements, and its Python, that a large table would wait for."""
    large = find_large(statements)
    return [each for each in large if _LONG.search(each)] + [
        name for name in code if large and name not in SHORT
    ]


def find_large(statements):
    """Those that lock a table with many rows, also the one that a new column points to."""
    known = SMALL | {table for each in statements if (table := _table_of(each, "CREATE TABLE"))}
    return [
        each
        for each in statements
        if ((table := _table_of(each)) and table not in known)
        or ((found := _POINTS.search(each)) and found[1] not in known)
    ]


def _table_of(statement, begins=""):
    found = _TABLE.match(statement)
    return (found[1] or found[2]) if found and statement.startswith(begins) else None


def tell_statements(migration, state):
    """What it would do to the tables, and the state after it."""
    with connection.schema_editor(collect_sql=True, atomic=False) as editor:
        state = migration.apply(state, editor, collect_sql=True)
    return [each.rstrip(";") for each in editor.collected_sql if not each.startswith("--")], state


def test_no_migration_lets_writers_of_a_large_table_wait(db):
    executor = MigrationExecutor(connection)
    # Step by step, as a newsroom is upgraded.
    executor.loader = MigrationLoader(connection, replace_migrations=False)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes(), clean_start=True)
    state, long, seen = ProjectState(), {}, 0
    for migration, _ in plan:
        if migration.app_label != "articles" or int(migration.name[:4]) < FIRST:
            migration.mutate_state(state, preserve=False)
            continue
        statements, state = tell_statements(migration, state)
        seen += len(statements)
        code = [op.code.__name__ for op in migration.operations if isinstance(op, RunPython)]
        found = find_long(statements, code)
        if find_large(statements) and len(migration.operations) > 1:
            found += [] if isinstance(migration, BriefMigration) else ["no BriefMigration"]
            kinds = [isinstance(each, RunPython) for each in migration.operations]
            found += [] if kinds == sorted(kinds) else ["Python comes before the tables"]
        if found:
            long[migration.name] = found

    assert seen > 100
    # Take BriefMigration, AddIndexAfterwards, AddCheckAfterwards; move rows in another migration.
    assert long == {}


@pytest.mark.parametrize(
    "statement",
    [
        'CREATE INDEX "x" ON "articles_article" ("page")',
        'CREATE UNIQUE INDEX "x" ON "articles_photo" ("image") WHERE "number" = 1',
        'ALTER TABLE "articles_article" ADD CONSTRAINT "x" CHECK ("page" > 0)',
        'ALTER TABLE "articles_byline" ADD CONSTRAINT "x" UNIQUE ("article_id")',
        'ALTER TABLE "articles_step" ALTER COLUMN "remark" TYPE text',
        'ALTER TABLE "articles_step" ALTER COLUMN "remark" SET NOT NULL',
        'ALTER TABLE "articles_photo" ADD COLUMN "x" smallint NULL CHECK ("x" >= 0)',
        'ALTER TABLE "articles_photo" ADD COLUMN "x" bigint NULL UNIQUE',
        'ALTER TABLE "articles_photo" ADD COLUMN "x" uuid DEFAULT gen_random_uuid() NOT NULL',
        'ALTER TABLE "articles_photo" ADD COLUMN "x" int DEFAULT 1 NOT NULL REFERENCES "t"("id")',
    ],
)
def test_what_reads_all_rows_with_a_lock_is_found(statement):
    assert find_long([statement]) == [statement]


@pytest.mark.parametrize(
    "statement",
    [
        'CREATE INDEX CONCURRENTLY "x" ON "articles_article" ("page")',
        'ALTER TABLE "articles_article" ADD CONSTRAINT "x" CHECK ("page" > 0) NOT VALID',
        'ALTER TABLE "articles_article" DROP CONSTRAINT "x"',
        'ALTER TABLE "articles_article" ADD COLUMN "x" varchar(5) DEFAULT \'\' NOT NULL',
        'ALTER TABLE "articles_article" ADD COLUMN "x" int CONSTRAINT "y" REFERENCES "t" ("i")',
        'CREATE INDEX "x" ON "articles_section" ("position")',
    ],
)
def test_what_takes_no_time_is_let_through(statement):
    assert find_long([statement]) == []


def test_a_table_of_the_same_migration_is_empty_and_rows_are_moved_apart():
    made = [
        'CREATE TABLE "articles_new" ("id" bigint)',
        'CREATE INDEX "x" ON "articles_new" ("id")',
    ]
    column = 'ALTER TABLE "articles_article" ADD COLUMN "x" varchar(5) DEFAULT \'\' NOT NULL'

    assert find_long(made, ["fill"]) == []
    assert find_long([column], ["fill"]) == ["fill"]
    assert find_long([column], ["give_permissions"]) == []


def forwards(operation):
    """Make an operation on the tables as they are now; what is found of it in the catalogue."""
    state = MigrationLoader(connection).project_state()
    after = state.clone()
    operation.state_forwards("articles", after)
    with connection.schema_editor(atomic=False) as editor:
        operation.database_forwards("articles", editor, state, after)
    return after


def ask(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()


@pytest.mark.django_db(transaction=True)
def test_a_check_holds_for_new_rows_at_once_and_for_the_others_afterwards():
    old = make.article(page=3)
    check = models.CheckConstraint(condition=~Q(page=7), name="page_is_not_seven")
    known = "SELECT convalidated FROM pg_constraint WHERE conname = 'page_is_not_seven'"
    try:
        forwards(AddCheckAfterwards(model_name="article", constraint=check))

        assert ask(known) == (False,)
        with pytest.raises(IntegrityError), transaction.atomic():
            Article.objects.filter(pk=old.pk).update(page=7)
        complete()
        assert ask(known) == (True,)
    finally:
        with connection.cursor() as cursor:
            cursor.execute(
                "ALTER TABLE articles_article DROP CONSTRAINT IF EXISTS page_is_not_seven"
            )


@pytest.mark.django_db(transaction=True)
def test_an_index_is_made_afterwards_also_where_its_making_was_broken_off():
    whole = "SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass('article_ends')"
    index = next(each for each in Article._meta.indexes if each.name == "article_ends")
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX article_ends")
    state = MigrationLoader(connection).project_state()
    with connection.schema_editor() as editor:
        AddIndexAfterwards("article", index).database_forwards("articles", editor, state, state)
    assert ask(whole) is None

    complete()
    assert ask(whole) == (True,)

    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'article_ends'::regclass"
        )
    complete()
    assert ask(whole) == (True,)


def test_where_nothing_is_left_to_do_two_questions_tell_so(db, django_assert_num_queries):
    with django_assert_num_queries(2):
        complete()


@pytest.mark.django_db(transaction=True)
def test_a_migration_lets_a_writer_finish_and_tries_again(monkeypatch):
    monkeypatch.setattr(migrate, "PATIENCE", "50ms")
    monkeypatch.setattr(migrate, "PAUSE", 0.05)
    told, writing, ended = StringIO(), threading.Event(), threading.Event()

    def write():
        try:
            with transaction.atomic():
                make.article()
                writing.set()
                ended.wait(30)
        finally:
            connections.close_all()

    writer = threading.Thread(target=write)
    writer.start()
    assert writing.wait(30)
    told.write = lambda text: (("先做完" in text and ended.set()), StringIO.write(told, text))[1]

    call_command("migrate", verbosity=1, stdout=told)
    ended.set()
    writer.join()

    assert "让他先做完，稍后再试" in told.getvalue()
    assert Article.objects.count() == 1
    assert ask("SHOW lock_timeout") == ("0",)


@pytest.mark.django_db(transaction=True)
def test_who_never_ends_ends_the_migration_with_what_was_before(monkeypatch):
    monkeypatch.setattr(migrate, "PATIENCE", "50ms")
    monkeypatch.setattr(migrate, "PAUSE", 0)
    monkeypatch.setattr(migrate, "ATTEMPTS", 2)
    other = connections.create_connection("default")
    try:
        with other.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute("LOCK TABLE articles_article IN ROW EXCLUSIVE MODE")

        with pytest.raises(OperationalError):
            call_command("migrate", verbosity=0)
    finally:
        other.close()
    assert ask("SHOW lock_timeout") == ("0",)


def test_a_plain_index_of_articles_would_be_refused(db):
    loader = MigrationLoader(connection)
    state = loader.project_state()
    migration = loader.get_migration(*loader.graph.leaf_nodes("articles")[0]).__class__(
        "9999", "articles"
    )
    migration.operations = [
        AddField("article", "shoe", models.IntegerField(null=True)),
        AddIndex("article", models.Index(fields=["shoe"], name="article_shoe")),
    ]

    statements, _ = tell_statements(migration, state)

    assert [each[:27] for each in find_long(statements)] == ['CREATE INDEX "article_shoe"']
