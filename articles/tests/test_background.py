"""What takes long is done beside the requests of a server, and at once everywhere else."""

import threading

import pytest
from django.core.files.base import ContentFile
from django_tasks import task

from articles import background
from articles.imports import deliveries
from articles.models import Delivery

done = []
gate = threading.Event()


@task()
def note(word):
    gate.wait(20)
    if word == "坏":
        raise ValueError(word)
    done.append((word, threading.current_thread().name))


@pytest.fixture
def server(monkeypatch):
    """This process answers requests; the queue and its thread are of this test alone."""
    monkeypatch.setattr(background, "_serving", serving := threading.Event())
    serving.set()
    background._queue.cache_clear()
    done.clear()
    gate.clear()
    yield
    gate.set()
    background._queue.cache_clear()


@task()
def last():
    finished.set()


finished = threading.Event()


def wait():
    """Until everything that was asked before is done."""
    finished.clear()
    last.enqueue()
    gate.set()
    assert finished.wait(20)


def test_a_request_does_not_wait_and_tasks_are_done_in_their_order(server):
    asked = [note.enqueue(word) for word in ("一", "坏", "二")]

    assert done == []
    assert {result.status for result in asked} <= {"READY", "RUNNING"}
    wait()
    assert done == [("一", "tasks"), ("二", "tasks")]
    assert [result.status for result in asked] == ["SUCCESSFUL", "FAILED", "SUCCESSFUL"]


def test_a_command_does_it_at_once():
    done.clear()
    gate.set()

    assert note.enqueue("一").status == "SUCCESSFUL"
    assert done == [("一", threading.current_thread().name)]


@pytest.mark.django_db(transaction=True)
def test_what_is_sent_in_is_read_while_its_sender_goes_on(server):
    text = "望江人行桥昨起通行\n■ 通讯员 方小满\n昨天上午，望江人行桥正式通行，居民过河只要四分钟。"
    note.enqueue("一")  # somebody's reading that takes its time
    row = deliveries.take_in(ContentFile(text.encode(), name="桥.txt"), by=None)

    assert row.state == Delivery.State.WAITING
    wait()
    row.refresh_from_db()
    assert (row.state, row.said) == (Delivery.State.OPEN, "辨出1篇")
