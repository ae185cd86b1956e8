"""Messages to who is signed in, between one page and the next."""

from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage


class HostCookieStorage(CookieStorage):
    """A cookie that no other host of the domain, and no page over http, can set."""

    cookie_name = "__Host-messages"


class HostMessages(FallbackStorage):
    """Django's own way, a cookie and for much the session, for a site that is https."""

    storage_classes = (HostCookieStorage, SessionStorage)
