"""An import that is killed at any moment and run again leaves what one leaves that was not."""

import json
import os
import signal
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.db import connection

from articles.imports import archive
from articles.imports.archive import saving
from articles.models import Article, Campaign, Place, Reporter, SearchDoc, Step, Unit
from articles.tests import make

#: Where in the run it is killed: at the first statement, and then ever later.
MOMENTS = (0.0, 0.15, 0.3, 0.42, 0.55, 0.7, 0.8, 0.9)


@pytest.fixture(scope="module")
def bundle(tmp_path_factory):
    """Eight lines, six photos, two of which are the same file."""
    lines = [
        {
            "id": f"旧{n}", "date": f"1998-01-0{n}", "headline": f"第{n}盏灯",
            "bylines": [{"role": "staff", "name": f"宁望{n % 3}", "unit": "柳桥街道"}],
            "body": ["灯亮了。", *([{"photo": 1}] if n % 2 else [])],
            "campaigns": [f"专栏{n % 2}"], "places": ["柳桥"],
            "photos": [{"file": f"p/{n}.png", "caption": f"图{n}"}] if n % 2 else [],
        }
        for n in range(1, 9)
    ]  # fmt: skip
    lines[6]["photos"] += [{"file": "p/7.png"}, {"file": "p/1.png"}]
    path = tmp_path_factory.mktemp("archive") / "old.zip"
    with ZipFile(path, "w") as packed:
        packed.writestr("lines.jsonl", "".join(json.dumps(line) + "\n" for line in lines))
        for n in (1, 3, 5, 7):
            packed.writestr(f"p/{n}.png", make.picture((40 + n, 30)))
    return path


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch):
    monkeypatch.setattr(saving, "BATCH", 3)


def load(path):
    with archive.open_archive(path) as file, file.open() as text:
        for outcome in archive.load(archive.read_lines(text), publish=True, find=file.find):
            last = outcome
    return last


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


def state():
    """All that an import leaves, but for numbers and times of rows; and every file."""
    rows = {
        row.archive_id: (
            row.headline, row.body, row.status, str(row.publish_at),
            [(b.reporter.name, str(b.unit), b.role, b.position) for b in row.bylines.all()],
            sorted(map(str, row.campaigns.all())), sorted(map(str, row.places.all())),
            [(p.number, p.image.name, p.digest, p.width, p.caption) for p in row.photos.all()],
            [(step.step, step.remark) for step in Step.objects.filter(article=row)],
            SearchDoc.objects.filter(pk=row.pk).count(),
        )
        for row in Article.objects.all()
    }  # fmt: skip
    names = [
        sorted(model.objects.values_list("name", flat=True))
        for model in (Reporter, Unit, Campaign, Place)
    ]
    root = Path(settings.MEDIA_ROOT)
    files = {
        str(path.relative_to(root)): sha256(path.read_bytes()).hexdigest()
        for path in root.rglob("*")
        if path.is_file()
    }
    return rows, names, files


@pytest.fixture(scope="module")
def undisturbed(bundle, undone):
    with undone(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(saving, "BATCH", 3)
        with Clock() as clock:
            load(bundle)
        return clock.at, state()


def kill(path, moment):
    """Run the import in a process of its own, which is killed at that moment."""
    child = os.fork()
    if child == 0:
        try:
            kept, connection.connection = connection.connection, None  # the parent's
            with Clock(moment):
                load(path)
        finally:
            os._exit(0 if kept else 1)
    return os.WTERMSIG(os.waitpid(child, 0)[1])


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("moment", MOMENTS)
def test_killed_and_run_again_it_leaves_what_an_undisturbed_run_leaves(bundle, undisturbed, moment):
    events, wanted = undisturbed

    assert kill(bundle, int(moment * events)) == signal.SIGKILL
    assert state() != wanted
    load(bundle)
    assert state() == wanted


@pytest.mark.django_db(transaction=True)
def test_killed_again_and_again_it_still_ends_whole(bundle, undisturbed):
    events, wanted = undisturbed
    for moment in range(events // 5, events // 2, events // 9):
        assert kill(bundle, moment) == signal.SIGKILL
    load(bundle)

    assert state() == wanted
    assert len(wanted[0]) == 8
    assert len(wanted[2]) == 6 * 7


def test_run_once_more_it_changes_nothing(bundle, undone):
    with undone():
        load(bundle)
        before = state()
        outcome = load(bundle)

        assert (outcome.created, outcome.known, outcome.photos) == (0, 8, 0)
        assert state() == before
