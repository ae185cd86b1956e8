"""What an article says, at any time: content and hash, its versions, and one put back."""

from articles.versions.content import (
    FACTS,
    PARTS,
    TEXTS,
    Content,
    Picture,
    Signature,
    content_of,
    digest_of,
)
from articles.versions.keeping import content_at, ensure, files_of, forget, hand_over, keep, lengths
from articles.versions.putting import put

__all__ = [
    "FACTS",
    "PARTS",
    "TEXTS",
    "Content",
    "Picture",
    "Signature",
    "content_at",
    "content_of",
    "digest_of",
    "ensure",
    "files_of",
    "forget",
    "hand_over",
    "keep",
    "lengths",
    "put",
]
