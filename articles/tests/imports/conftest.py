import pytest

from articles.tests import make


@pytest.fixture
def editor(db):
    return make.editor("沈砚秋")
