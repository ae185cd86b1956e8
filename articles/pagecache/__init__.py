"""Public pages answered from memory, in front of Django."""

from articles.pagecache.layer import PageCache

__all__ = ["PageCache"]
