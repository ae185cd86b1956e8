"""Times as the desk says them, by the newsroom's own day."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from articles.desk import times

SHANGHAI = ZoneInfo("Asia/Shanghai")
# Half past seven in the morning in Shanghai is still the day before by the server's clock.
NOW = datetime(2026, 11, 24, 7, 29, 30, tzinfo=SHANGHAI)


@pytest.fixture(autouse=True)
def _morning(at):
    at(NOW)


@pytest.mark.parametrize(
    ("due_at", "said", "presses"),
    [
        ((2026, 11, 24, 17, 0), "今天17:00前", True),
        ((2026, 11, 24, 23, 59), "今天23:59前", True),
        ((2026, 11, 25, 0, 0), "明天0:00前", False),
        ((2026, 11, 25, 12, 5), "明天12:05前", False),
        ((2026, 11, 27, 12, 0), "11月27日12:00前", False),
        ((2027, 1, 3, 9, 0), "2027年1月3日9:00前", False),
        ((2026, 11, 24, 7, 29), "刚过期", True),
        ((2026, 11, 24, 6, 59), "已过期30分钟", True),
        ((2026, 11, 24, 5, 0), "已过期2小时", True),
        ((2026, 11, 21, 5, 0), "已过期3天", True),
    ],
)
def test_a_deadline_is_said_by_the_newsrooms_own_day(due_at, said, presses):
    moment = datetime(*due_at, tzinfo=SHANGHAI)

    assert (times.say_deadline(moment), times.is_pressing(moment)) == (said, presses)


@pytest.mark.parametrize(
    ("done_at", "said"),
    [
        ((2026, 11, 24, 0, 5), "今天0:05"),
        ((2026, 11, 23, 16, 8), "昨天16:08"),
        ((2026, 11, 25, 9, 0), "明天9:00"),
        ((2026, 11, 22, 9, 0), "11月22日9:00"),
        ((2025, 11, 24, 9, 0), "2025年11月24日9:00"),
        ((2027, 1, 3, 9, 0), "2027年1月3日9:00"),
    ],
)
def test_a_time_is_said_by_the_newsrooms_own_day(done_at, said):
    assert times.say_moment(datetime(*done_at, tzinfo=SHANGHAI)) == said


@pytest.mark.parametrize(
    ("done_at", "said"),
    [
        ((2026, 11, 24, 7, 29), "1分钟"),
        ((2026, 11, 24, 6, 30), "59分钟"),
        ((2026, 11, 24, 6, 29), "1小时"),
        ((2026, 11, 22, 7, 30), "47小时"),
        ((2026, 11, 22, 7, 29), "2天"),
        ((2026, 11, 24, 8, 0), "1分钟"),
    ],
)
def test_how_long_ago_is_said_in_the_largest_unit_that_fits(done_at, said):
    assert times.say_age(datetime(*done_at, tzinfo=SHANGHAI)) == said
