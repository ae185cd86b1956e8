"""Public pages answered from memory, in front of Django."""

from articles.pagecache.in_time import InTime
from articles.pagecache.layer import PageCache

__all__ = ["InTime", "PageCache"]
