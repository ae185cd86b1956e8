"""Days and months as they are typed: read whole, or refused in words; and as they are printed."""

from datetime import date, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from articles.text.dates import (
    FIRST_DAY,
    LAST_DAY,
    BadDay,
    format_day,
    format_moment,
    format_time,
    parse_day,
)
from articles.text.months import BadMonth, Month, parse_year

known_days = st.dates(FIRST_DAY, LAST_DAY)
months = known_days.map(Month.of)
#: What is near a date, far more often than free text would be.
slips = st.one_of(
    st.text(),
    st.from_regex(r"[0-9]{1,5}-[0-9]{1,2}(-[0-9]{1,2})?", fullmatch=True),
    st.dates().map(date.isoformat),
)


def answer(parse, text):
    """What the text was read as, or the sentence that refuses it."""
    try:
        return parse(text)
    except (BadDay, BadMonth) as why:
        return str(why)


# Days


@given(known_days)
def test_a_day_is_read_as_it_is_written(day):
    assert parse_day(day.isoformat()) == day


@given(slips)
@example("0001-01-01")
@example("1899-12-31")
@example("2200-01-01")
@example("9999-12-31")
@example("10000-01-01")
@example("٢٠٢٦-١١-٢٣")
def test_what_is_typed_is_a_known_day_or_refused_in_words(text):
    found = answer(parse_day, text)

    if isinstance(found, date):
        assert FIRST_DAY <= found <= LAST_DAY
    else:
        assert found in {"日期要写成2026-11-23这样。", "日期要在1900年到2199年之间。"}


@pytest.mark.parametrize("text", ["0001-01-01", "1899-12-31", "2200-01-01", "9999-12-31"])
def test_a_day_outside_the_known_years_is_told_the_years(text):
    assert answer(parse_day, text) == "日期要在1900年到2199年之间。"


@pytest.mark.parametrize("text", ["", "x", "2026-02-30", "10000-01-01", "0000-01-01", "2026-11"])
def test_what_is_no_day_is_told_how_one_is_written(text):
    assert answer(parse_day, text) == "日期要写成2026-11-23这样。"


def test_a_day_and_an_hour_are_printed_without_idle_noughts():
    moment = datetime(2026, 1, 4, 8, 5)

    assert (format_day(moment), format_time(moment), format_moment(moment)) == (
        "2026年1月4日", "8:05", "2026年1月4日8:05",
    )  # fmt: skip
    assert format_moment(datetime(2026, 11, 24, 0, 0)) == "2026年11月24日0:00"


def test_the_year_is_left_out_where_it_is_this_one():
    moment = datetime(2026, 11, 24, 20, 55)

    assert (format_day(moment, this_year=2026), format_day(moment, this_year=2027)) == (
        "11月24日", "2026年11月24日",
    )  # fmt: skip
    assert format_moment(moment, this_year=2026) == "11月24日20:55"


# Months


@given(months)
def test_a_month_is_read_as_it_is_written(month):
    assert Month.parse(month.slug) == month


@given(slips)
@example("0001-01")
@example("1899-12")
@example("2200-01")
@example("9999-12")
@example("10000-01")
@example("2026-13")
@example("2026-00")
@example("2026-11\n")
@example("٢٠٢٦-١١")
def test_what_is_typed_is_a_known_month_or_refused_in_words(text):
    found = answer(Month.parse, text)

    if isinstance(found, Month):
        assert (1900 <= found.year <= 2199, 1 <= found.number <= 12) == (True, True)
        assert found.slug == text
    else:
        assert found in {"月份要写成2026-11这样。", "月份要在1900年到2199年之间。"}


@pytest.mark.parametrize("text", ["0001-01", "1899-12", "2200-01", "9999-12"])
def test_a_month_outside_the_known_years_is_told_the_years(text):
    assert answer(Month.parse, text) == "月份要在1900年到2199年之间。"


@pytest.mark.parametrize("text", ["", "2026", "2026-1", "2026-13", "2026-00", "10000-01", "十一月"])
def test_what_is_no_month_is_told_how_one_is_written(text):
    assert answer(Month.parse, text) == "月份要写成2026-11这样。"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1899", "年份要在1900年到2199年之间。"), ("2200", "年份要在1900年到2199年之间。"),
        ("十", "年份要写成2026这样。"), ("999", "年份要写成2026这样。"),
        ("10000", "年份要写成2026这样。"), ("", "年份要写成2026这样。"),
    ],
)  # fmt: skip
def test_what_is_no_year_is_refused_in_words(text, said):
    assert answer(parse_year, text) == said


def test_a_year_is_read_as_it_is_written():
    assert [parse_year(text) for text in ("1900", "1958", "2199")] == [1900, 1958, 2199]


@given(known_days)
def test_a_day_is_within_its_month_and_no_other(day):
    month = Month.of(day)
    first, end = month.span

    assert first <= day < end
    assert (first.day, end.day, month.last.day) == (1, 1, (end - first).days)
    assert month.previous.last < first


@given(months, months)
def test_months_are_counted_and_ordered_like_their_days(one, other):
    assert one.after(other - one) == other
    assert (one < other, one == other) == (one.first < other.first, one.first == other.first)
    assert one.next.previous == one


@given(months, st.integers(0, 40))
def test_from_one_month_to_another_are_all_between(month, number):
    found = list(month.to(month.after(number)))

    assert found == [month.after(each) for each in range(number + 1)]
    assert list(month.to(month.previous)) == []


def test_a_month_is_called_as_people_say_it():
    month = Month(2026, 11)

    assert (str(month), month.slug, month.next.slug, Month(2026, 12).next.slug) == (
        "2026年11月", "2026-11", "2026-12", "2027-01",
    )  # fmt: skip
