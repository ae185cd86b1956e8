"""Who gave what to whom, in sentences: in the admin's own history, and in the 安全留痕."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.db.models import Model
from django.forms import ModelForm
from django.http import HttpRequest

from articles import events
from articles.accounts.origins import origin_of
from articles.models import SecurityEvent
from articles.posts import say_account


class PlainEvents:
    """A ModelAdmin whose weighty changes are each a line of the history, in plain Chinese."""

    #: What kind of security event each of its sentences is.
    event_kind: SecurityEvent.Kind
    #: What its rows are called there.
    told_as: str = "账号"
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
            self._note(request, obj, message)
            return super().log_change(request, obj, message)  # type: ignore[misc,no-any-return]
        sentences = [each for each in message if isinstance(each, str)]
        for each in sentences:
            self._note(request, obj, each)
        others = [each for each in message if not isinstance(each, str)]
        entries = [*sentences, others] if others or not sentences else sentences
        return [super(PlainEvents, self).log_change(request, obj, each) for each in entries][-1]  # type: ignore[misc]

    def log_addition(self, request: HttpRequest, obj: Model, message: Any) -> LogEntry:
        self._note(request, obj, f"{say_actor(request)}新建了{self._say(obj)}。")
        return super().log_addition(request, obj, message)  # type: ignore[misc,no-any-return]

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        for each in queryset:
            self._note(request, each, f"{say_actor(request)}删除了{self._say(each)}。")
        return super().log_deletions(request, queryset)  # type: ignore[misc]

    def _say(self, obj: Model) -> str:
        return self.told_as + (say_account(obj) if isinstance(obj, User) else f"“{obj}”")

    def _note(self, request: HttpRequest, obj: Model, sentence: str) -> None:
        note_event(request, self.event_kind, sentence, obj if isinstance(obj, User) else None)


def note_event(
    request: HttpRequest, kind: SecurityEvent.Kind, sentence: str, account: User | None = None
) -> None:
    """Add a line to the 安全留痕, with where the request came from."""
    origin = origin_of(request)
    events.note(kind, sentence, account=account, address=origin.address, agent=origin.agent)


def say_actor(request: HttpRequest) -> str:
    """Who acts, as a sentence of the history begins: a superuser is told as one."""
    return (
        f"超级用户{say_account(request.user)}"
        if request.user.is_superuser
        else say_account(request.user)
    )
