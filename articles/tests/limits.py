"""Bounds that a test sets itself."""

import gc
import resource
from contextlib import contextmanager
from pathlib import Path


class Spent:
    """What was taken: seconds of the processor, children's too, and megabytes at the most."""

    seconds = megabytes = 0.0


def _seconds():
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(used.ru_utime + used.ru_stime for used in map(resource.getrusage, kinds))


def _megabytes(name):
    """VmRSS is what the process has in memory now, VmHWM the most since it was told to forget."""
    lines = Path("/proc/self/status").read_text().splitlines()
    line = next(each for each in lines if each.startswith(name))
    return int(line.split()[1]) / 1024


@contextmanager
def measured():
    """Measures what is done within it, in this process and in those that it starts."""
    spent = Spent()
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5")  # forget the most
    memory, began = _megabytes("VmRSS"), _seconds()
    yield spent
    spent.seconds = _seconds() - began
    spent.megabytes = _megabytes("VmHWM") - memory


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
