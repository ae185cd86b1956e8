import threading

import pytest

from articles.accounts.letters import SENDER
from articles.tests.entering import FAST


@pytest.fixture(autouse=True)
def _fast(settings):
    """Passwords that are hashed in no time: these tests sign in hundreds of times."""
    settings.PASSWORD_HASHERS = FAST


@pytest.fixture
def letters():
    """`letters()` waits until what was to be sent is sent."""

    def wait():
        for thread in threading.enumerate():
            if thread.name == SENDER:
                thread.join(10)

    return wait
