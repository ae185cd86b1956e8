import os

import pytest

from articles.tests import make

# Playwright's event loop makes Django believe that a test is asynchronous.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture(autouse=True)
def _own_files(settings, tmp_path):
    """Uploads of a test go with it; static files are read where they are written, not collected."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }


@pytest.fixture
def editor_client(client, db):
    client.force_login(make.editor("沈砚秋"))
    return client
