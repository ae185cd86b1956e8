"""The lunar date below the masthead."""

from datetime import date

import pytest

from articles.text.lunar import lunar


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 2, 17), "农历丙午年正月初一"),
        (date(2026, 11, 30), "农历丙午年十月廿二"),
        (date(2025, 7, 25), "农历乙巳年闰六月初一"),
        (date(2027, 2, 5), "农历丙午年腊月廿九"),
        (date(2500, 1, 1), ""),
    ],
)
def test_the_lunar_date(day, words):
    assert lunar(day) == words
