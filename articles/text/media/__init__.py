"""Sound and film from outside: what a file holds, by its content and never by its name."""

from articles.text.media.inspecting import inspect
from articles.text.media.told import Inspected, MediaRefused

__all__ = ["Inspected", "MediaRefused", "inspect"]
