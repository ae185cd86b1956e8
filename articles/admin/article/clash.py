"""Says it where a headline is nearly that of an article of last month."""

from __future__ import annotations

from django.contrib import messages
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils import timezone

from articles.models import Article
from articles.review.clashes import find_clash


def say_clash(article: Article) -> str:
    """The sentence for the editor, or "". One query."""
    clash = find_clash(article)
    if clash is None or clash.publish_at is None:
        return ""
    day = timezone.localdate(clash.publish_at)
    return (
        f"主题和{day.month}月{day.day}日登的“{clash}”（稿号{clash.pk}）差不多，"
        "读者会以为是同一篇。换个说法，或者就这样。"
    )


def warn_of_clash(request: HttpRequest, form: ModelForm[Article]) -> None:
    """After a save that changed the headline."""
    if "headline" in form.changed_data and (said := say_clash(form.instance)):
        messages.warning(request, said)
