"""Bounds that a test sets itself."""

import resource
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def within(megabytes):
    """The process may grow by so much; what wants more gets a MemoryError."""
    before = resource.getrlimit(resource.RLIMIT_AS)
    size = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (size + megabytes * 1024**2, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)
