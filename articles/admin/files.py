"""Files that the admin hands out."""

from django.utils.http import content_disposition_header


def as_file(response, name, *, attached=False):
    """The response under a file's name, kept by no cache."""
    response["Content-Disposition"] = content_disposition_header(attached, name)
    response["Cache-Control"] = "private, no-store"
    return response
