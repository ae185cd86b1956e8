"""The films and sound of an article as its page shows them."""

from __future__ import annotations

from articles.models import Article, Photo
from articles.text.clips import Clip


def show_clips(article: Article) -> list[tuple[Clip, Photo | None]]:
    """Each with the photo that stands for it. Prefetch `photos`."""
    posters = {photo.number: photo for photo in article.photos.all()} if article.clips else {}
    return [(clip, posters.get(clip.poster)) for clip in article.sounds]
