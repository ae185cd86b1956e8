"""Templates, lists and forms write days and hours as the newsroom's own functions do."""

from datetime import datetime

from django.utils.formats import date_format
from hypothesis import given
from hypothesis import strategies as st

from articles.filters import DayField
from articles.text.dates import FIRST_DAY, LAST_DAY, format_day, format_moment, format_time
from articles.text.months import Month

known_days = st.dates(FIRST_DAY, LAST_DAY)


@given(st.datetimes(datetime(1900, 1, 1), datetime(2199, 12, 31, 23, 59)))
def test_templates_write_a_moment_as_python_does(moment):
    assert date_format(moment, "DATETIME_FORMAT") == format_moment(moment)
    assert date_format(moment, "SHORT_DATETIME_FORMAT") == format_moment(moment)
    assert date_format(moment, "TIME_FORMAT") == format_time(moment)


@given(known_days)
def test_templates_write_a_day_and_a_month_as_python_does(day):
    assert date_format(day) == date_format(day, "SHORT_DATE_FORMAT") == format_day(day)
    assert date_format(day, "MONTH_DAY_FORMAT") == format_day(day, this_year=day.year)
    assert date_format(day, "YEAR_MONTH_FORMAT") == str(Month.of(day))


@given(known_days)
def test_a_form_reads_a_day_as_it_is_written_anywhere(day):
    for text in (
        day.isoformat(),
        format_day(day),
        f"{day:%Y/%m/%d}",
        f"{day.year}.{day.month}.{day.day}",
    ):
        assert DayField().clean(text) == day
