"""Words for times at the desk: when something happened, how long ago, and how soon it is due."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from articles.text.dates import format_day, format_time

_NEAR = {-1: "昨天", 0: "今天", 1: "明天"}


def say_moment(moment: datetime) -> str:
    """今天9:05 or 11月23日16:08; with the year when it is another one."""
    local = timezone.localtime(moment)
    return f"{_day(local)}{format_time(local)}"


def say_age(moment: datetime) -> str:
    """The time since then in the largest suitable unit, such as 50分钟."""
    minutes = max(0, int((timezone.now() - moment).total_seconds() // 60))
    if minutes < 60:
        return f"{minutes or 1}分钟"
    return f"{minutes // 60}小时" if minutes < 48 * 60 else f"{minutes // (24 * 60)}天"


def say_deadline(moment: datetime) -> str:
    """今天17:00前, 明天12:00前, 11月27日12:00前; or 已过期2小时."""
    now = timezone.now()
    if moment <= now:
        return f"已过期{say_age(moment)}" if now - moment >= timedelta(minutes=1) else "刚过期"
    local = timezone.localtime(moment)
    return f"{_day(local)}{format_time(local)}前"


def is_pressing(moment: datetime | None) -> bool:
    """Whether the deadline is today or has passed."""
    return moment is not None and moment < end_of_today()


def end_of_today() -> datetime:
    """The midnight that ends the newsroom's day."""
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + timedelta(days=1)


def _day(local: datetime) -> str:
    """今天, or 11月23日; with the year when it is another one."""
    today = timezone.localdate()
    near = _NEAR.get((local.date() - today).days)
    return near or format_day(local, this_year=today.year)
