"""From where a request comes, and with what."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest

_LONGEST_AGENT = 200


@dataclass(frozen=True, slots=True)
class Origin:
    """The network address, None where there is none, and what the browser says of itself."""

    address: str | None = None
    agent: str = ""


def origin_of(request: HttpRequest) -> Origin:
    agent = "".join(each for each in request.META.get("HTTP_USER_AGENT", "") if each.isprintable())
    return Origin(address_of(request), agent[:_LONGEST_AGENT])


def address_of(request: HttpRequest) -> str | None:
    """The address of the browser; behind a trusted proxy what that one says, and no further.

    X-Forwarded-For is read from its end, where the proxy next to us wrote: the first address that
    is no trusted proxy (TRUSTED_PROXIES) is the browser's. Whatever stands before that, anybody
    can have written. Without a trusted proxy the header says nothing.
    """
    trusted = [ipaddress.ip_network(each, strict=False) for each in settings.TRUSTED_PROXIES]
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    return _find_address(request.META.get("REMOTE_ADDR", ""), forwarded, trusted)


def _find_address(
    remote: str,
    forwarded: Sequence[str],
    trusted: Sequence[ipaddress.IPv4Network | ipaddress.IPv6Network],
) -> str | None:
    found = None
    for said in (remote, *reversed(forwarded)):
        try:
            address = ipaddress.ip_address(said.strip().strip("[]"))
        except ValueError:
            break
        if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
            address = address.ipv4_mapped
        found = str(address)
        if not any(address in network for network in trusted):
            break
    return found
