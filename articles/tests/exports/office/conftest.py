from datetime import UTC, datetime, timedelta

import pytest

from articles.models import SiteSettings
from articles.tests import make

WHEN = datetime(2026, 11, 24, 0, 55, tzinfo=UTC)  # 8:55 in the newsroom


@pytest.fixture
def clock(at):
    """Every act is at 8:55 on 24 November; `clock(days)` moves on from there."""
    at(WHEN)
    return lambda days: at(WHEN + timedelta(days))


@pytest.fixture
def site():
    row = SiteSettings.objects.current()
    row.district = "临江区"
    row.one_person_may_review_twice = True
    row.save()
    return row


@pytest.fixture
def chief():
    return make.editor("顾长宁")
