"""Where this site is reached."""

from django.conf import settings


def absolute_url(path: str) -> str:
    """The full address of a path of this site, for mails, feeds, files and machines."""
    return f"{settings.SITE_URL}{path}"
