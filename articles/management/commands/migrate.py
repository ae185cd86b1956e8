import time

from django.core.management.commands import migrate
from django.db import OperationalError, connections
from psycopg.errors import LockNotAvailable

#: Whoever reads or writes waits behind a migration that waits for its lock: so long, and no longer.
PATIENCE = "1s"
ATTEMPTS = 60
PAUSE = 2.0


class Command(migrate.Command):
    """Django's own, which on PostgreSQL lets others go first and tries again."""

    def handle(self, *args, **options):
        connection = connections[options["database"]]
        if connection.vendor != "postgresql":
            return super().handle(*args, **options)
        for _ in range(ATTEMPTS - 1):
            try:
                return self._try(connection, *args, **options)
            except OperationalError as error:
                if not isinstance(error.__cause__, LockNotAvailable):
                    raise
            if options["verbosity"]:
                self.stdout.write("有人正在长时间读写要改的表，让他先做完，稍后再试……")
            time.sleep(PAUSE)
        return self._try(connection, *args, **options)

    def _try(self, connection, *args, **options):
        with connection.cursor() as cursor:
            cursor.execute(f"SET lock_timeout = '{PATIENCE}'")
        try:
            return super().handle(*args, **options)
        finally:
            if connection.connection is not None:
                connection.cursor().execute("RESET lock_timeout")
