"""Encryption by age (age-encryption.org), to public keys: the server can lock, and not unlock."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread
from typing import Any, BinaryIO, cast

import pyrage

from articles.backup.archive import BackupRefused, Readable, Writable, damaged

_HEADER = b"age-encryption.org/"
_FAULTS = (OSError, pyrage.DecryptError, pyrage.EncryptError)
_HOW_TO_UNLOCK = "这份备份是加密的：请用--identity给出私钥文件。"


Recipient = pyrage.x25519.Recipient | pyrage.ssh.Recipient  # a public key
Identity = pyrage.x25519.Identity | pyrage.ssh.Identity  # a private key


def make_key() -> tuple[str, str]:
    """A new private key as text, and the public key that belongs to it."""
    identity = pyrage.x25519.Identity.generate()
    return str(identity), str(identity.to_public())


def read_recipients(given: Sequence[str]) -> list[Recipient]:
    """Public keys, or files with one a line. Raises BackupRefused."""
    found: list[Recipient] = []
    for each in given:
        lines = [each]
        if Path(each).is_file():
            lines = Path(each).read_text(encoding="utf-8", errors="replace").splitlines()
        for line in lines:
            if line.strip() and not line.startswith("#"):
                found.append(_read_recipient(line.strip()))
    return found


def _read_recipient(line: str) -> Recipient:
    for kind in (pyrage.x25519.Recipient, pyrage.ssh.Recipient):
        with suppress(pyrage.RecipientError):
            return kind.from_str(line)
    raise BackupRefused(f"不是age公钥（age1…），也不是ssh公钥：{line[:80]}。")


def read_identities(file: Path) -> list[Identity]:
    """The private keys in a file, of age (one a line) or of ssh. Raises BackupRefused."""
    try:
        data = file.read_bytes()
    except OSError as why:
        raise BackupRefused(f"读不了私钥文件：{file}。") from why
    with suppress(pyrage.IdentityError, ValueError):
        return [pyrage.ssh.Identity.from_buffer(data)]
    lines = [line.strip() for line in data.decode("utf-8", "replace").splitlines()]
    try:
        return [
            pyrage.x25519.Identity.from_str(line)
            for line in lines
            if line and not line.startswith("#")
        ]
    except pyrage.IdentityError as why:
        raise BackupRefused(f"不是age私钥文件：{file}。") from why


@contextmanager
def locked(out: BinaryIO, recipients: Sequence[Recipient]) -> Iterator[Writable]:
    """What is written comes out encrypted; where there are no recipients, as it is."""
    if not recipients:
        yield out
        return
    reader, writer = _pipe()

    def encrypt() -> None:
        with reader:
            pyrage.encrypt_io(cast(Any, reader), cast(Any, out), recipients)

    with _beside(encrypt) as finish:
        try:
            with writer:
                yield writer
        except BrokenPipeError:
            finish()  # says why nobody reads any longer: the disk is full
            raise
        finish()


@contextmanager
def unlocked(source: BinaryIO, identities: Sequence[Identity]) -> Iterator[Readable]:
    """The content of a backup, decrypted where it is encrypted. Raises BackupRefused."""
    begin = source.read(len(_HEADER))
    source.seek(0)
    if begin != _HEADER:
        yield source
        return
    if not identities:
        raise BackupRefused(_HOW_TO_UNLOCK)
    reader, writer = _pipe()

    def decrypt() -> None:
        with writer:
            pyrage.decrypt_io(cast(Any, source), cast(Any, writer), identities)

    with _beside(decrypt) as finish, reader:
        yield _Decrypted(reader, finish)


class _Decrypted:
    """The reading end; at its end it asks whether all was well."""

    def __init__(self, pipe: BinaryIO, finish: Callable[[], None]) -> None:
        self._pipe, self._finish = pipe, finish

    def read(self, size: int = -1, /) -> bytes:
        data = self._pipe.read(size)
        if not data and size:
            try:
                self._finish()
            except pyrage.DecryptError as why:
                raise BackupRefused(
                    "这份备份用给出的私钥打不开；私钥不对，或者文件开头坏了。"
                ) from why
            except OSError as why:
                raise damaged("加密的内容不完整或者被改过") from why
        return data


def _pipe() -> tuple[BinaryIO, BinaryIO]:
    reader, writer = os.pipe()
    return os.fdopen(reader, "rb"), os.fdopen(writer, "wb")


@contextmanager
def _beside(work: Callable[[], None]) -> Iterator[Callable[[], None]]:
    """Run `work` in a thread; yields a function that waits for its end and raises what it raised.

    The thread ends by itself when its pipe is closed, and what it uses stays open until then.
    """
    failed: list[Exception] = []

    def run() -> None:
        try:
            work()
        except _FAULTS as why:
            failed.append(why)

    thread = Thread(target=run, name="age", daemon=True)
    thread.start()

    def finish() -> None:
        thread.join()
        if failed:
            raise failed[0]

    try:
        yield finish
    finally:
        thread.join()
