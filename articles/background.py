"""Runs what takes long beside the requests of a server, where no worker is there to do it."""

from __future__ import annotations

import logging
import os
from functools import cache
from queue import SimpleQueue
from threading import Event, Thread
from typing import Any

from django.db import connections
from django_tasks.backends.immediate import ImmediateBackend
from django_tasks.base import Task, TaskResult, TaskResultStatus
from django_tasks.utils import get_random_id

from articles.photos.files import give_way

log = logging.getLogger(__name__)
_serving = Event()


def begin_serving() -> None:
    """Tell that this process answers requests: its tasks don't keep them waiting from now on."""
    _serving.set()


class BackgroundBackend(ImmediateBackend):
    """In a server, a thread of low priority does one task after the other; elsewhere each is done
    at once, for a command or a test ends before the thread would.

    A task that a server's end interrupts is not begun again: the row that it works on says so.
    """

    def enqueue(self, task: Task[Any, Any], args: Any, kwargs: Any) -> TaskResult[Any]:
        """Raises InvalidTaskError for a function that no worker could find."""
        if not _serving.is_set():
            return super().enqueue(task, args, kwargs)
        self.validate_task(task)
        result: TaskResult[Any] = TaskResult(
            task=task, id=get_random_id(), status=TaskResultStatus.READY, enqueued_at=None,
            started_at=None, last_attempted_at=None, finished_at=None, args=args, kwargs=kwargs,
            backend=self.alias, errors=[], worker_ids=[],
        )  # fmt: skip
        _queue().put((self, result))
        return result

    def run(self, result: TaskResult[Any]) -> None:
        self._execute_task(result)


@cache
def _queue() -> SimpleQueue[tuple[BackgroundBackend, TaskResult[Any]]]:
    """What waits in this process, and the thread that takes it."""
    waiting: SimpleQueue[tuple[BackgroundBackend, TaskResult[Any]]] = SimpleQueue()
    Thread(target=_work, args=(waiting,), name="tasks", daemon=True).start()
    return waiting


# A process that is forked has none of its parent's threads: it makes its own.
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_queue.cache_clear)


def _work(waiting: SimpleQueue[tuple[BackgroundBackend, TaskResult[Any]]]) -> None:
    give_way()
    while True:
        backend, result = waiting.get()
        try:
            backend.run(result)
        except Exception:  # whatever a signal's receiver raises: the next task wants its turn
            log.exception("A task could not be run.")
        finally:
            connections.close_all()
