"""Static files of a production server: hashed, compressed, and each stylesheet in one piece.

While one develops, a stylesheet imports its parts, each a file of its own. On a slow network that
is two hops and a request for each part: `collectstatic` joins them, and `{% static %}` names what
was joined.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import dirname, join, normpath
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

#: The stylesheets that import others, and what they are called joined.
JOINED = {"css/site.css": "css/site.all.css", "desk/css/desk.css": "desk/css/desk.all.css"}
_IMPORT = re.compile(r'@import\s+(?:url\()?"([^"]+)"\)?(?:\s+layer\(([\w-]+)\))?\s*;')
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SPACES = re.compile(r"\s*\n\s*")


class JoinedStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Joins what JOINED names before everything is hashed and compressed."""

    def post_process(
        self, paths: dict[str, Any], dry_run: bool = False, **options: Any
    ) -> Iterator[Any]:
        if not dry_run:
            for name, joined in JOINED.items():
                if name not in paths:
                    continue
                self.delete(joined)
                self._save(joined, ContentFile(self.join(name).encode()))
                paths[joined] = (self, joined)
        yield from super().post_process(paths, dry_run, **options)

    def join(self, name: str) -> str:
        """The stylesheet with its imports in their places, without comments."""

        def put_in(found: re.Match[str]) -> str:
            text = self.join(normpath(join(dirname(name), found[1])))
            return f"@layer {found[2]}{{{text}}}\n" if found[2] else text

        with self.open(name) as file:
            text = _COMMENT.sub("", file.read().decode())
        return _SPACES.sub("\n", _IMPORT.sub(put_in, text)).strip() + "\n"

    def url(self, name: str, force: bool = False) -> str:
        return super().url(JOINED.get(name, name), force)
