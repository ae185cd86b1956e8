"""Where files are kept: a folder. A bucket that several nodes share is in `bucket.py`."""

from contextlib import suppress

from django.core.files.storage import FileSystemStorage


class WholeFileStorage(FileSystemStorage):
    """Django's own, which leaves nothing of a file that could not be written to its end."""

    def _save(self, name, content):
        was_there = self.exists(name)
        try:
            return super()._save(name, content)
        except BaseException:
            if not was_there:
                with suppress(OSError):
                    self.delete(name)
            raise
