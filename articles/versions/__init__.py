"""The content of an article at any time: its hash, its versions, and restoring one of them."""

from articles.versions.content import (
    FACTS,
    PARTS,
    PHOTO_FACTS,
    TEXTS,
    Content,
    PhotoContent,
    Signature,
    content_of,
    digest_of,
    load,
    take_parts,
)
from articles.versions.keeping import (
    content_at,
    ensure,
    files_of,
    forget,
    forget_revisions,
    hand_over,
    keep,
    lengths,
)
from articles.versions.putting import put

__all__ = [
    "FACTS",
    "PARTS",
    "PHOTO_FACTS",
    "TEXTS",
    "Content",
    "PhotoContent",
    "Signature",
    "content_at",
    "content_of",
    "digest_of",
    "ensure",
    "files_of",
    "forget",
    "forget_revisions",
    "hand_over",
    "keep",
    "lengths",
    "load",
    "put",
    "take_parts",
]
