"""Files that the admin hands out."""

from typing import TypeVar

from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

Response = TypeVar("Response", bound=HttpResponseBase)


def as_file(response: Response, name: str, *, attached: bool = False) -> Response:
    """Give the response a file's name and keep it out of every cache; `attached` downloads it."""
    response["Content-Disposition"] = content_disposition_header(attached, name)
    response["Cache-Control"] = "private, no-store"
    return response
