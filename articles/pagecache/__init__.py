"""Public pages answered from memory, in front of Django."""

from articles.pagecache.in_time import InTime
from articles.pagecache.layer import PageCache
from articles.pagecache.shared import find_shared_pages

__all__ = ["InTime", "PageCache", "find_shared_pages"]
