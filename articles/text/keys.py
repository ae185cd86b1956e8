"""Keys of rows as an address or a form gives them."""


def parse_key(text: object) -> int | None:
    """The number if it can be a key of the database, else None; an address may say anything."""
    text = str(text)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
