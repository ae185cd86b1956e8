"""An import that is killed at any moment and run again leaves what one leaves that was not."""

import json
import signal
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.conf import settings

from articles.imports import archive
from articles.imports.archive import saving
from articles.models import Article, Campaign, Place, Reporter, SearchDoc, Step, Unit
from articles.tests import make
from articles.tests.killing import Clock, kill

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


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("moment", MOMENTS)
def test_killed_and_run_again_it_leaves_what_an_undisturbed_run_leaves(bundle, undisturbed, moment):
    events, wanted = undisturbed

    assert kill(lambda: load(bundle), int(moment * events)) == signal.SIGKILL
    assert state() != wanted
    load(bundle)
    assert state() == wanted


@pytest.mark.django_db(transaction=True)
def test_killed_again_and_again_it_still_ends_whole(bundle, undisturbed):
    events, wanted = undisturbed
    for moment in range(events // 5, events // 2, events // 9):
        assert kill(lambda: load(bundle), moment) == signal.SIGKILL
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
