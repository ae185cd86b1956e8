import os

import pytest

# Playwright's event loop makes Django believe that a test is asynchronous.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def editor_client(client, db):
    from articles.tests import make

    client.force_login(make.editor("沈砚秋"))
    return client
