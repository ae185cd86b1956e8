"""The app of a second factor, whose key whoever reads the database can't use."""

from __future__ import annotations

from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db.models.functions import Length
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp.util import random_hex

#: A key of 20 bytes in hex, as it was kept before keys were sealed; a sealed one is longer.
_PLAIN = 40


class KeyUnreadable(Exception):  # noqa: N818
    """The key was sealed with a SECRET_KEY that the server no longer knows."""


class FactorApp(TOTPDevice):
    """django-otp's device, with the key sealed by AES-SIV (RFC 5297) for its account.

    The sealing key comes from SECRET_KEY by HKDF (RFC 5869); SECRET_KEY_FALLBACKS open, too.
    """

    class Meta:
        proxy = True
        verbose_name = "验证器"
        verbose_name_plural = "验证器"
        default_permissions = ()

    @property
    def bin_key(self) -> bytes:
        """The key as the phone has it. Raises KeyUnreadable."""
        kept = bytes.fromhex(self.key)
        if len(self.key) <= _PLAIN:
            return kept
        for secret in server_secrets():
            try:
                return _sealer(secret).decrypt(kept, self._owner())
            except InvalidTag:
                continue
        raise KeyUnreadable

    @property
    def is_readable(self) -> bool:
        """Whether there is a key, and it can be read."""
        try:
            return bool(self.bin_key)
        except KeyUnreadable:
            return False

    @classmethod
    def count_unsealed(cls) -> int:
        """How many keys stand in the database as they are."""
        rows = cls.objects.annotate(length=Length("key")).filter(length__lte=_PLAIN)
        return int(rows.count())

    def draw_key(self) -> None:
        """A new key, which no phone has yet; not saved."""
        self.key = _sealer(settings.SECRET_KEY).encrypt(self._random(), self._owner()).hex()

    def reseal(self) -> bool:
        """Seal the key with the present SECRET_KEY; whether that changed it. Not saved."""
        before = self.key
        self.key = _sealer(settings.SECRET_KEY).encrypt(self.bin_key, self._owner()).hex()
        return self.key != before

    def _owner(self) -> list[bytes]:
        """A key that is copied to another account's row opens nothing there."""
        return [str(self.user_id).encode()]

    @staticmethod
    def _random() -> bytes:
        return bytes.fromhex(random_hex(20))


def server_secrets() -> list[str]:
    """SECRET_KEY, and those of before that still open what they sealed."""
    return [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]


@lru_cache(maxsize=8)
def _sealer(secret: str) -> AESSIV:
    derived = HKDF(algorithm=SHA256(), length=64, salt=None, info=b"newsroom second factor")
    return AESSIV(derived.derive(secret.encode()))
