"""The second factor: an app on the phone that shows six digits, and recovery codes on paper."""

from __future__ import annotations

import secrets
import time
import unicodedata
from datetime import datetime, timedelta

import segno
from django.conf import settings
from django.contrib.auth.models import AnonymousUser, User
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken

from articles.models import FactorApp, KeyUnreadable, is_ahead, server_secrets
from articles.roles import SIGN_OFF, URGENT

_CODES, _LETTERS = 10, "abcdefghjkmnpqrstuvwxyz23456789"
#: After so long every wait is over: nobody is kept out for good by somebody who goes on guessing.
_LONGEST_WAIT = timedelta(minutes=15)
#: By how many steps a phone's clock may be ahead.
_STEPS_AHEAD = 10
#: What makes an account one of those that keep accounts and settings.
_ADMINISTERS = ("auth.change_user", "articles.change_sitesettings")


class FactorRefused(Exception):  # noqa: N818  a refusal, not a fault
    """The code is not taken; the text says in Chinese why, and what to do."""


def must_have(user: User | AnonymousUser) -> bool:
    """Whether the account has to have a second factor (SECOND_FACTOR)."""
    if settings.SECOND_FACTOR == "none" or not user.is_authenticated:
        return False
    if settings.SECOND_FACTOR == "everyone":
        return True
    return any(user.has_perm(right) for right in (SIGN_OFF, URGENT, *_ADMINISTERS))


def find_device(user: User) -> FactorApp | None:
    """The app that the account uses, None where it has no second factor."""
    return FactorApp.objects.filter(user=user, confirmed=True).first()


def prepare(user: User) -> FactorApp:
    """The app that the account is about to set up; the same one until it is confirmed."""
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        device = FactorApp.objects.filter(user=user, confirmed=False).first()
        device = device or FactorApp(user=user, name="手机", confirmed=False, key="")
        if not device.is_readable:
            device.draw_key()
            device.save()
        return device


def draw_code(device: FactorApp) -> str:
    """What the phone photographs, as an SVG that stands in a page: dark on white in any theme."""
    picture = segno.make(device.config_url, error="m")
    return str(picture.svg_inline(scale=5, border=4, dark="#000", light="#fff", omitsize=False))


def say_key(device: FactorApp) -> str:
    """The same to be typed, in groups of four."""
    key = device.config_url.partition("secret=")[2].partition("&")[0].rstrip("=%3D")
    return " ".join(key[at : at + 4] for at in range(0, len(key), 4))


def enrol(user: User, token: str) -> list[str]:
    """Take the app into use by its first code, in place of any before; returns recovery codes."""
    with transaction.atomic():
        device = FactorApp.objects.select_for_update().filter(user=user, confirmed=False).first()
        if device is None:
            raise FactorRefused("这个二维码已经过期，请用下面新的再扫一次。")
        wait = _wait(device)
        taken = not wait and _try(device, _clean(token))
        if taken:
            FactorApp.objects.filter(user=user, confirmed=True).delete()
            device.confirmed = True
            device.save(update_fields=["confirmed"])
    if wait:
        raise FactorRefused(f"填错几次了，请过{wait}秒再填。")
    if not taken:
        raise FactorRefused(
            "这6位数不对。请看验证器里现在显示的数字再填一次；总是不对，多半是手机的时间不准。"
        )
    return make_codes(user)


def make_codes(user: User) -> list[str]:
    """New recovery codes in place of those before; shown once, only their hashes are kept."""
    codes = ["".join(secrets.choice(_LETTERS) for _ in range(8)) for _ in range(_CODES)]
    with transaction.atomic():
        StaticDevice.objects.filter(user=user).delete()
        paper = StaticDevice.objects.create(user=user, name="恢复码", confirmed=True)
        for code in codes:
            paper.token_set.create(token=_hash(code))
    return [f"{code[:4]}-{code[4:]}" for code in codes]


def count_codes(user: User) -> int:
    """How many recovery codes are left."""
    paper = StaticDevice.objects.filter(user=user).first()
    return paper.token_set.count() if paper else 0


def verify(user: User, token: str) -> FactorApp | StaticDevice:
    """The device that takes the code, which no one takes a second time; raises FactorRefused."""
    token = _clean(token)
    is_app = token.isdecimal() and len(token) == 6
    kind: type[FactorApp | StaticDevice] = FactorApp if is_app else StaticDevice
    # In a transaction of its own: a wrong code has to be counted, and one that is right used up.
    with transaction.atomic():
        device: FactorApp | StaticDevice | None = (
            kind.objects.select_for_update().filter(user=user, confirmed=True).first()
        )
        wait = 0 if device is None else _wait(device)
        if device and not wait and _try(device, token if is_app else _kept_hash(device, token)):
            return device
    if wait:
        raise FactorRefused(f"填错几次了，请过{wait}秒再填。")
    raise FactorRefused(
        "这6位数不对，或者已经用过一次。请等验证器换了新的再填。"
        if is_app
        else "不是6位数字，也不是还没用过的恢复码。请核对再填。"
    )


def seal_all() -> tuple[int, list[str]]:
    """Seal every key with the present SECRET_KEY: how many were not, and whose can't be read."""
    sealed, unreadable = 0, []
    for pk in FactorApp.objects.order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            device = FactorApp.objects.select_for_update().select_related("user").get(pk=pk)
            try:
                if device.reseal():
                    device.save(update_fields=["key"])
                    sealed += 1
            except KeyUnreadable:
                unreadable.append(device.user.get_username())
    return sealed, unreadable


def reset(user: User) -> bool:
    """Take app and codes away, so that the account can set up others; whether there were any."""
    app = FactorApp.objects.filter(user=user).delete()[0]
    paper = StaticDevice.objects.filter(user=user).delete()[0]
    return bool(app or paper)


def _try(device: Device, token: str) -> bool:
    if isinstance(device, FactorApp):
        # Nor may a code that was taken while the clock was ahead shut out all before it.
        present = int(time.time()) // device.step
        if device.last_t > present + _STEPS_AHEAD:
            device.last_t = present
        try:
            device.reseal()
        except KeyUnreadable as why:
            raise FactorRefused(
                "服务器换过密钥，这个验证器认不出来了。请找管理员当面核对，去掉两步验证再重新设。"
            ) from why
    return bool(device.verify_token(token))


def _wait(device: FactorApp | StaticDevice) -> int:
    """The seconds until the device takes a code again; the longest waits end early."""
    allowed, why = device.verify_is_allowed()  # type: ignore[no-untyped-call]
    failed = device.throttling_failure_timestamp
    if allowed or failed is None:
        return 0
    if is_ahead(failed) or timezone.now() - failed >= _LONGEST_WAIT:
        device.throttle_reset()  # type: ignore[no-untyped-call]
        return 0
    until: datetime = min(why["locked_until"], failed + _LONGEST_WAIT)
    return max(1, round((until - timezone.now()).total_seconds()))


def _clean(token: str) -> str:
    kept = unicodedata.normalize("NFKC", token).lower()
    return "".join(each for each in kept if each.isalnum())[:20]


def _hash(code: str, secret: str | None = None) -> str:
    """What is kept of a recovery code: who reads the database can't use it."""
    return salted_hmac("recovery", code, secret, algorithm="sha256").hexdigest()[:16]


def _kept_hash(device: FactorApp | StaticDevice, code: str) -> str:
    """Its hash, by the SECRET_KEY of then where it was made with one of before."""
    hashes = [_hash(code, secret) for secret in server_secrets()]
    tokens = StaticToken.objects.filter(device=device.pk, token__in=hashes)
    kept: str | None = tokens.values_list("token", flat=True).first()
    return kept or hashes[0]
