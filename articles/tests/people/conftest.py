import threading

import pytest

from articles.accounts.letters import SENDER


@pytest.fixture
def letters():
    """`letters()` waits until what was to be sent is sent."""

    def wait():
        for thread in threading.enumerate():
            if thread.name == SENDER:
                thread.join(10)

    return wait
