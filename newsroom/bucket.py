"""Where files are kept that several nodes share: a private bucket of any S3-compatible service."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader, RawIOBase
from threading import Lock
from typing import Any
from urllib.parse import urljoin

from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.core.files.base import File
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage

#: So many bytes are fetched with the size of a file, and so many at once later; most photos are
#: smaller than the first.
_FIRST, _STRETCH = 256 * 1024, 4 * 1024 * 1024
_ONE_AT_A_TIME = Lock()
_NOTHING = {"InvalidRange", "416"}  # no byte is in a file of none
_MISSING = {"404", "NoSuchKey", "NotFound"}
_DENIED = {"403", "AccessDenied", "InvalidAccessKeyId", "SignatureDoesNotMatch"}


class BucketStorage(S3Storage):  # type: ignore[misc] # it has no types
    """A private bucket, as `settings.STORAGES` names it. It fails as a disk does, by OSError.

    Browsers never see its address: whoever may have a file gets it from one of our views, at the
    same address as from a folder.
    """

    _session: Any = None

    def __init__(self, *, addressing: str = "auto", **options: Any) -> None:
        config = Config(
            s3={"addressing_style": addressing}, signature_version="s3v4",
            connect_timeout=3, read_timeout=20, retries={"total_max_attempts": 3},
            # Sums that came late to the protocol, which not every service knows.
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        )  # fmt: skip
        super().__init__(
            client_config=config, transfer_config=TransferConfig(use_threads=False),
            file_overwrite=False, default_acl=None, **options,
        )  # fmt: skip

    def url(
        self, name: str | None, parameters: Any = None, expire: Any = None, http_method: Any = None
    ) -> str:
        return urljoin(settings.MEDIA_URL, filepath_to_uri(name).lstrip("/"))

    def names(self) -> Iterator[str]:
        """The name of each file, in order."""
        start = f"{self.location.strip('/')}/" if self.location else ""
        pages = self._client.get_paginator("list_objects_v2")
        with _failing_as_a_disk():
            for page in pages.paginate(Bucket=self.bucket_name, Prefix=start):
                for each in page.get("Contents", ()):
                    yield each["Key"].removeprefix(start)

    def copy(self, name: str, to: str) -> None:
        """Copy a file within the bucket."""
        source = {"Bucket": self.bucket_name, "Key": self._normalize_name(name)}
        with _failing_as_a_disk(name):
            self._client.copy(source, self.bucket_name, self._normalize_name(to))

    def is_open(self, name: str) -> bool:
        """Whether anybody may read this file at the bucket's own address."""
        nobody = self.unsigned_connection.meta.client
        try:
            nobody.head_object(Bucket=self.bucket_name, Key=self._normalize_name(name))
        except (ClientError, BotoCoreError):
            return False
        return True

    def exists(self, name: str) -> bool:
        with _failing_as_a_disk(name):
            return bool(super().exists(name))

    def delete(self, name: str) -> None:
        with _failing_as_a_disk(name):
            super().delete(name)

    def listdir(self, path: str) -> tuple[list[str], list[str]]:
        with _failing_as_a_disk(path):
            folders, files = super().listdir(path)
            return folders, files

    def size(self, name: str) -> int:
        with _failing_as_a_disk(name):
            return int(super().size(name))

    def get_modified_time(self, name: str) -> Any:
        with _failing_as_a_disk(name):
            return super().get_modified_time(name)

    def _open(self, name: str, mode: str = "rb") -> File[bytes]:
        """What is small in one request; of what is large each stretch when it is read."""
        if mode != "rb":
            raise ValueError(f"files of a bucket are only read: {mode}")
        key = self._normalize_name(name)
        first, size = self._begin(key)
        read = BufferedReader(_Stretches(self, key, first, size), min(_STRETCH, max(size, 1)))
        opened: File[bytes] = File(read, name)
        opened.size = size  # type: ignore[misc] # it is cached there
        return opened

    def _begin(self, key: str) -> tuple[bytes, int]:
        """The beginning of a file, and how large all of it is."""
        with _failing_as_a_disk(key):
            try:
                found = self._client.get_object(
                    Bucket=self.bucket_name, Key=key, Range=f"bytes=0-{_FIRST - 1}"
                )
            except ClientError as why:
                if why.response.get("Error", {}).get("Code") in _NOTHING:
                    return b"", 0
                raise
            first = bytes(found["Body"].read())
        whole = str(found.get("ContentRange", "")).rpartition("/")[2]
        return first, int(whole) if whole.isdecimal() else len(first)

    def fetch(self, key: str, start: int, end: int) -> bytes:
        """So much of a file, without its end."""
        with _failing_as_a_disk(key):
            found = self._client.get_object(
                Bucket=self.bucket_name, Key=key, Range=f"bytes={start}-{end - 1}"
            )
            return bytes(found["Body"].read())

    def _save(self, name: str, content: File[Any]) -> str:
        with _failing_as_a_disk(name):
            return str(super()._save(name, content))

    @property
    def connection(self) -> Any:
        """Each thread's own: those of boto3 can't be shared, and are made one at a time."""
        with _ONE_AT_A_TIME:
            return super().connection

    @property
    def unsigned_connection(self) -> Any:
        with _ONE_AT_A_TIME:
            return super().unsigned_connection

    @property
    def bucket(self) -> Any:
        return self.connection.Bucket(self.bucket_name)

    def _create_session(self) -> Any:
        """The same for all threads: each knows the whole protocol, in 8 MB."""
        if self._session is None:
            self._session = super()._create_session()
        return self._session

    @property
    def _client(self) -> Any:
        return self.connection.meta.client


class _Stretches(RawIOBase):
    """A file of a bucket that is fetched where it is read."""

    def __init__(self, storage: BucketStorage, key: str, first: bytes, size: int) -> None:
        self._storage, self._key, self._first, self._size = storage, key, first, size
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, to: int, whence: int = 0, /) -> int:
        self._at = max(0, to + (0, self._at, self._size)[whence])
        return self._at

    def tell(self) -> int:
        return self._at

    def readall(self) -> bytes:
        data = self._first[self._at :]
        start = self._at + len(data)
        if start < self._size:
            data += self._storage.fetch(self._key, start, self._size)
        self._at += len(data)
        return data

    def readinto(self, buffer: Any, /) -> int:
        end = min(self._at + len(buffer), self._size)
        if end <= self._at:
            return 0
        data = self._first[self._at : end] or self._storage.fetch(self._key, self._at, end)
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)


@contextmanager
def _failing_as_a_disk(name: str = "") -> Iterator[None]:
    """Have what fails in the bucket be an OSError, as for a folder: all callers know those."""
    try:
        yield
    except ClientError as why:
        code = str(why.response.get("Error", {}).get("Code", ""))
        if code in _MISSING:
            raise FileNotFoundError(errno.ENOENT, "not in the bucket", name) from why
        kind = errno.EACCES if code in _DENIED else errno.EHOSTUNREACH
        raise OSError(kind, f"the bucket says {code}", name) from why
    except (BotoCoreError, ConnectionError) as why:
        raise OSError(errno.EHOSTUNREACH, f"the bucket: {type(why).__name__}", name) from why
