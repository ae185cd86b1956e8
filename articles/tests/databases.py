"""Databases that one module of tests has for itself, whose rows are committed."""

from contextlib import contextmanager
from pathlib import Path

from django.db import connection
from django.test.utils import override_settings


@contextmanager
def own_database(media, name):
    """A copy of the migrated database, and an empty media folder."""
    creation, before = connection.creation, connection.settings_dict["NAME"]
    clone = creation_name(name)
    if connection.vendor == "sqlite":
        # A copy of the file would lack what a server's thread still keeps in the write-ahead log.
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [clone])
        connection.close()
    else:
        connection.close()
        creation.clone_test_db(name, verbosity=0)
    try:
        with _using(clone, media):
            yield
    finally:
        _remove(clone, before)


@contextmanager
def empty_database(media, name):
    """A database without a table, as on a machine that has nothing yet."""
    before = connection.settings_dict["NAME"]
    fresh = creation_name(name)
    if connection.vendor == "postgresql":
        with connection.creation._nodb_cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{fresh}"')
    try:
        with _using(fresh, media):
            yield
    finally:
        _remove(fresh, before)


def creation_name(name):
    return connection.creation.get_test_db_clone_settings(name)["NAME"]


@contextmanager
def _using(name, media):
    settings, before = connection.settings_dict, connection.settings_dict["NAME"]
    connection.close()
    settings["NAME"] = name
    try:
        with override_settings(MEDIA_ROOT=media):
            yield
    finally:
        connection.close()
        settings["NAME"] = before


def _remove(name, before):
    assert connection.settings_dict["NAME"] == before
    if connection.vendor == "postgresql":
        with connection.creation._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        return
    for path in Path(name).parent.glob(f"{Path(name).name}*"):
        path.unlink()
