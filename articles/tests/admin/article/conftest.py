import pytest

from articles.tests import make
from articles.tests.clients import client_of


@pytest.fixture
def colleague(db):
    return client_of(make.editor("杜衡之"))
