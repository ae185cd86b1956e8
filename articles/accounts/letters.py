"""Mails to an account about itself; never with a password in them."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable, Sequence

from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import send_mail
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from articles.models import absolute_url

_log = logging.getLogger(__name__)
#: The name of the threads that send: how long a mail takes tells nobody who has an account.
SENDER = "letter"


def send(address: str, subject: str, body: str) -> None:
    """Send a mail, if mail is set up and there is an address, without waiting for the server."""
    if settings.EMAIL_ENABLED and address:
        letter = (address, subject, body)
        threading.Thread(target=_send_all, args=([letter],), name=SENDER).start()


def send_links(accounts: Iterable[User]) -> list[User]:
    """Mail each a link to set its password; those for whom that can be done."""
    reached = [account for account in accounts if settings.EMAIL_ENABLED and account.email]
    letters = [
        (
            account.email,
            "请给编辑部的账号设密码",
            "请在一天之内打开下面的网址，给编辑部的账号设一个密码。网址只能用一次。\n\n"
            f"用户名\N{FULLWIDTH COLON}{account.get_username()}\n"
            f"{link_to_set_password(account)}\n",
        )
        for account in reached
    ]
    if letters:
        threading.Thread(target=_send_all, args=(letters,), name=SENDER).start()
    return reached


def tell_changed(account: User, sentence: str) -> None:
    """Tell the account that something of what it is entered with was changed."""
    hint = "要是不是您自己办的，请马上告诉管理员，并且改密码。"
    send(account.email, sentence.rstrip("。"), f"{sentence}\n\n{hint}\n")


def _send_all(letters: Sequence[tuple[str, str, str]]) -> None:
    for address, subject, body in letters:
        try:
            send_mail(subject, body, None, [address])
        except OSError as error:
            _log.warning("a mail to an account was not sent: %s", error)


def link_to_set_password(account: User) -> str:
    """The address at which the account sets its password, once and within a day."""
    key = urlsafe_base64_encode(force_bytes(account.pk))
    token = default_token_generator.make_token(account)
    return absolute_url(reverse("admin:password_set", args=[key, token]))
