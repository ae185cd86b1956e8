"""Signing in as tests do it: by the form, from an address, with the code that a phone shows."""

from django.test import Client
from django.urls import reverse
from django_otp.oath import totp

from articles.accounts import factors
from articles.models import FactorApp, SecurityEvent
from articles.tests import make

LOGIN = reverse("admin:login")
CODE, ENROL = reverse("admin:login_code"), reverse("admin:login_enrol")
PASSWORD = "柳桥边的步道-2026"


def person(username="shenyq", *posts, **fields):
    """An account with a password, and posts."""
    row = make.user(username, password=PASSWORD, **fields)
    for post in posts:
        other = make.member(post)
        row.groups.add(*other.groups.all())
        other.delete()
    return row


def enter(username, password=PASSWORD, *, client=None, next="", **meta):  # noqa: A002
    """The answer to a login; `client` keeps what it brings, `meta` is what the server adds."""
    data = {"username": username, "password": password} | ({"next": next} if next else {})
    return (client or Client()).post(LOGIN, data, **meta)


def is_in(client):
    return client.get(reverse("admin:index")).status_code == 200


def with_factor(account):
    """Give the account a second factor; its recovery codes."""
    device = factors.prepare(account)
    return factors.enrol(account, code_of(device))


def code_of(device, *, later=0):
    """What the phone shows, so many steps of 30 seconds later.

    A device that got its first code right before a step began takes the phone's clock for one that
    is a step behind: this phone's is, then.
    """
    return f"{totp(device.bin_key, t0=-30 * (later + device.drift)):06}"


def next_code(account):
    """A code that was not used yet."""
    return code_of(FactorApp.objects.get(user=account, confirmed=True), later=1)


def told():
    """The security events, the oldest first."""
    return list(SecurityEvent.objects.order_by("pk").values_list("sentence", flat=True))
