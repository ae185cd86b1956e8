"""A list of files with their SHA-256 as `sha256sum` writes and checks it: a line for each file."""

from __future__ import annotations

import re
from collections.abc import Mapping

#: What such a list is called in a folder or a ZIP.
SUMS = "SHA256SUMS"
_LINE = re.compile(r"([0-9a-f]{64}) [ *](.+)")


def write_sums(digests: Mapping[str, str]) -> str:
    """The list of these files: name → SHA-256 in hex. No name may hold a line break."""
    return "".join(f"{digest}  {name}\n" for name, digest in digests.items())


def read_sums(text: str) -> dict[str, str]:
    """Name → SHA-256 in hex of a list. What is no line of one is passed over."""
    found = map(_LINE.fullmatch, text.splitlines())
    return {match[2]: match[1] for match in found if match}
