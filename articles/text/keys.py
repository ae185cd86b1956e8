"""Primary keys as they arrive in URLs and forms."""


def parse_key(text: object) -> int | None:
    """The number if it can be a primary key, else None."""
    text = str(text)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
