"""Messages to people about their articles: in the app, and by mail where mail is set up."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import BadHeaderError, send_mail
from django.db import DatabaseError, transaction
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from articles.models import (
    Article,
    Comment,
    Notice,
    ReaderMessage,
    Referral,
    SiteSettings,
    Step,
    Suggestion,
    absolute_url,
)
from articles.roles import name_of
from articles.text.dates import format_moment

_log = logging.getLogger(__name__)
_REMIND_AGAIN = timedelta(hours=4)


def tell_of_step(
    article: Article, step: Step, message: str, *, live: Article | None = None
) -> None:
    """Tell the account that made the article about a step, unless it took the step itself.

    `message` has places for the step's label and the hour of publication; the opinion follows it.
    Where it is empty nobody is told. After the sign-off of a working copy, `live` is the article
    that took over its content: the message leads there.
    """
    if not message or article.created_by_id == step.by_id or article.created_by is None:
        return
    text = message.format(label=step.label, when=_say_when(live or article))
    if step.opinion:
        text += f"\N{FULLWIDTH COLON}{step.opinion}"
    if step.by_name:
        text += f"——{step.by_post} {step.by_name}".replace("—— ", "——")
    _tell([article.created_by], live or article, step.step, text)


def tell_of_comment(article: Article, comment: Comment, called: Sequence[User] = ()) -> None:
    """Tell the author, those who have commented before, and those whom it calls by name."""
    users = User.objects.filter(
        Q(pk=article.created_by_id) | Q(comments__article=article), is_active=True
    )
    name = name_of(comment.by)
    about = f"“{comment.passage[:40]}”" if comment.passage else ""
    text = f"{name}批注{about}\N{FULLWIDTH COLON}{comment.text}"
    keys = [comment.by_id, *(user.pk for user in called)]
    others = users.exclude(pk__in=keys).distinct()
    _tell([user for user in others if article.is_visible_to(user)], article, "comment", text)
    _tell(called, article, "comment", f"{name}在批注里叫您{about}\N{FULLWIDTH COLON}{comment.text}")


def tell_of_suggestion(article: Article, suggestion: Suggestion) -> None:
    """Tell the author that a colleague proposes other words."""
    author = article.created_by
    if author is None or author.pk == suggestion.by_id or not article.is_visible_to(author):
        return
    text = f"{name_of(suggestion.by)}建议“{suggestion.old[:40]}”改成“{suggestion.new[:40]}”"
    _tell([author], article, "suggest", text)


def tell_of_decision(suggestion: Suggestion) -> None:
    """Tell who proposed other words what became of them."""
    article = suggestion.article
    if suggestion.by_id == suggestion.decided_by_id or not article.is_visible_to(suggestion.by):
        return
    answer = f"\N{FULLWIDTH COLON}{suggestion.answer}" if suggestion.answer else ""
    decided = f"{name_of(suggestion.decided_by)}{suggestion.get_outcome_display()}"
    text = f"{decided}您的建议“{suggestion.old[:40]}”{answer}"
    _tell([suggestion.by], article, "suggest", text)


def tell_of_hand(article: Article, *, to: User, by: User) -> None:
    """Tell a colleague that somebody put an article into their hands."""
    if to.pk != by.pk:
        _tell([to], article, "hand", f"{name_of(by)}把这篇交给您审")


def tell_of_draft(article: Article, *, to: User, by: User, of: User) -> None:
    """Tell a colleague that a draft of somebody who leaves is theirs now."""
    if to.pk != by.pk:
        _tell([to], article, "hand", f"{name_of(by)}把{name_of(of)}的这篇草稿交给您")


def tell_of_story(article: Article, *, to: User, by: User) -> None:
    """Tell a writer that a colleague began the article of a story planned for them."""
    if to.pk != by.pk:
        _tell([to], article, "story", f"{name_of(by)}替您建好了这个选题的稿件，请接着写")


def tell_of_referral(row: Referral) -> None:
    """Tell whoever sent the link, and the author, what the person said who has no account."""
    article, opinion = row.article, f"\N{FULLWIDTH COLON}{row.opinion}" if row.opinion else ""
    people = {each.pk: each for each in (row.made_by, article.created_by) if each}
    seeing = [each for each in people.values() if article.is_visible_to(each)]
    text = f"{row.post}{row.name}看过，{row.get_outcome_display()}{opinion}"
    _tell(seeing, article, "referral", text)


def remind(article: Article, *, by: User, to: Iterable[User]) -> int | None:
    """Tell these that the article is waiting for them, and return how many that were.

    Returns None and tells nobody if there was a reminder not long ago.
    """
    now = timezone.now()
    recent = (now - _REMIND_AGAIN, now)
    if Notice.objects.filter(article=article, kind="remind", made_at__range=recent).exists():
        return None
    users = [user for user in to if user != by]
    name = name_of(by)
    _tell(users, article, "remind", f"{name}提醒\N{FULLWIDTH COLON}稿件在等您审")
    return len(users)


def mail_answer(message: ReaderMessage, then: Callable[[str, bool], None]) -> None:
    """Send a reader the answer to what they told the newsroom, each answer once, after the commit.

    Where one goes, `then` is told to which address and whether it went; if it did not, the next
    call sends it. Only what the newsroom wrote is in it: an address is typed by anybody, and may
    be another's.
    """
    address, rows = message.mail_address, ReaderMessage.objects.filter(pk=message.pk)
    if not (settings.EMAIL_ENABLED and address and message.outcome):
        return
    subject, body = _write_answer(message)

    def send() -> None:
        if not rows.note_mailed():
            return
        went = _mail([address], subject, body, "读者反映")
        if not went:
            rows.update(mailed_at=None)
        then(address, went)

    transaction.on_commit(send)


def _write_answer(message: ReaderMessage) -> tuple[str, str]:
    """Subject and body of the letter."""
    site = SiteSettings.objects.current().name
    what = "报料" if message.is_tip else "纠错"
    told = (
        f"您向{site}交来的{what}，编辑部答复了\N{FULLWIDTH COLON}{message.get_outcome_display()}。"
    )
    where = "您交来的和答复都在这一页上，只有知道网址的人看得到\N{FULLWIDTH COLON}"
    link = absolute_url(message.get_absolute_url())
    end = "先前收到过另一封答复的，以这一封为准。这封信不用回。没有向我们交过什么的，请不要理会。"
    body = f"{told}\n\n{message.answer}\n\n{where}\n{link}\n\n{end}\n"
    return f"{site}答复了您交来的{what}", body


def has_unread(user: User) -> dict[str, Exists]:
    """For a query of articles: whether a message about each waits for this account."""
    rows = Notice.objects.filter(to=user, article=OuterRef("pk")).unread()
    return {"has_unread": Exists(rows)}


def mark_read(user: User, article: Article) -> None:
    """Mark an account's messages about an article as read: it has opened the article, which was
    asked for with `has_unread`, or there may be some.

    Where nothing can be written, it is opened all the same.
    """
    if getattr(article, "has_unread", True):
        with suppress(DatabaseError), transaction.atomic():
            unread = Notice.objects.filter(to=user, article=article).unread()
            unread.update(read_at=timezone.now())


def _say_when(article: Article) -> str:
    if article.publish_at is None:
        return ""
    when = timezone.localtime(article.publish_at)
    said = format_moment(when, this_year=timezone.localdate().year)
    return f"{said}起公开" if article.publish_at > timezone.now() else f"{said}公开"


def _tell(users: Iterable[User], article: Article, kind: str, text: str) -> None:
    users = list(users)
    text = text if len(text) <= 400 else f"{text[:399]}…"
    Notice.objects.bulk_create(
        Notice(to=user, article=article, kind=kind, text=text) for user in users
    )
    addresses = [user.email for user in users if user.email]
    if settings.EMAIL_ENABLED and addresses:
        link = absolute_url(reverse("admin:articles_article_change", args=[article.pk]))
        transaction.on_commit(lambda: _mail(addresses, str(article), f"{text}\n\n{link}\n"))


def _mail(addresses: Sequence[str], subject: str, body: str, about: str = "稿件") -> bool:
    """Send a mail to each, so that nobody sees another's address; failures are logged.

    Whether all of them went.
    """
    subject, went = " ".join(subject.split()), True
    for address in addresses:
        try:
            send_mail(f"{about}：{subject[:60]}", body, None, [address])
        except (OSError, BadHeaderError) as error:
            _log.warning("no mail to %r: %s", address, error)
            went = False
    return went
