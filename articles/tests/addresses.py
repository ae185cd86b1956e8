"""The names of all addresses."""

from django.urls import URLResolver, get_resolver


def names(resolver=None, namespace=""):
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{entry.namespace}:" if entry.namespace else ""
            yield from names(entry, namespace + inner)
        elif entry.name:
            yield namespace + entry.name
