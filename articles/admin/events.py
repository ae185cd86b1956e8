"""The admin's own history in sentences: who gave what to whom, instead of 已修改Groups."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.admin.models import LogEntry
from django.db.models import Model
from django.forms import ModelForm
from django.http import HttpRequest

from articles.posts import say_account


class PlainEvents:
    """A ModelAdmin whose weighty changes are each a line of the history, in plain Chinese."""

    #: The fields whose changes `tell_changes` puts into sentences.
    told_fields: Iterable[str] = ()

    def tell_changes(self, request: HttpRequest, form: ModelForm[Any]) -> list[str]:
        """A sentence for each change of `told_fields` by this form; asked after it is saved."""
        raise NotImplementedError

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> list[Any]:
        if add:
            return super().construct_change_message(request, form, formsets, add)  # type: ignore[misc,no-any-return]
        sentences = self.tell_changes(request, form)
        # Django's own list names the other fields.
        form.changed_data = [name for name in form.changed_data if name not in self.told_fields]
        return [*sentences, *super().construct_change_message(request, form, formsets, add)]  # type: ignore[misc]

    def log_change(self, request: HttpRequest, obj: Model, message: Any) -> LogEntry:
        """Note each sentence as an entry of its own, and Django's list as one."""
        if isinstance(message, str):
            return super().log_change(request, obj, message)  # type: ignore[misc,no-any-return]
        sentences = [each for each in message if isinstance(each, str)]
        others = [each for each in message if not isinstance(each, str)]
        entries = [*sentences, others] if others or not sentences else sentences
        return [super(PlainEvents, self).log_change(request, obj, each) for each in entries][-1]  # type: ignore[misc]


def say_actor(request: HttpRequest) -> str:
    """Who acts, as a sentence of the history begins: a superuser is told as one."""
    return (
        f"超级用户{say_account(request.user)}"
        if request.user.is_superuser
        else say_account(request.user)
    )
