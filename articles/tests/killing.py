"""Processes that are killed in the middle of an act."""

import os
import signal
from io import BytesIO

from django.core.files.storage import FileSystemStorage
from django.db import connection

from articles.tests.tried import tried


class Clock:
    """Counts statements and files; at the wanted one the process is gone, a file half written."""

    def __init__(self, wanted=None):
        self.wanted, self.at = wanted, 0

    def __enter__(self):
        save = FileSystemStorage._save

        def save_half(storage, name, content):
            if self.at == self.wanted:
                content = BytesIO(content.read(20))
                content.chunks = lambda: [content.getvalue()]
            name = save(storage, name, content)
            self.tick()
            return name

        self._save, FileSystemStorage._save = save, save_half
        self._wrapped = connection.execute_wrapper(self.execute)
        self._wrapped.__enter__()
        return self

    def __exit__(self, *why):
        FileSystemStorage._save = self._save
        self._wrapped.__exit__(*why)

    def execute(self, execute, sql, params, many, context):
        self.tick()
        return execute(sql, params, many, context)

    def tick(self):
        if self.at == self.wanted:
            os.kill(os.getpid(), signal.SIGKILL)
        self.at += 1


def kill(act, moment):
    """Do the act in a process of its own, which is killed at that moment; the signal of its end."""
    tried("kills")
    child = os.fork()
    if child == 0:
        try:
            kept, connection.connection = connection.connection, None  # the parent's
            with Clock(moment):
                act()
        finally:
            os._exit(0 if kept else 1)
    return os.WTERMSIG(os.waitpid(child, 0)[1])
