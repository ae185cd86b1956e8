"""What may be kept of pages, and when it dies."""

from articles.pagecache.layer import PageCache

__all__ = ["PageCache"]
