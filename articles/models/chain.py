"""How a line is hashed together with the one before it: judgements and security events alike."""

from hashlib import sha256


def digest_after(previous: str, facts: str) -> str:
    """The SHA-256 of a line that follows the one with the hash `previous`; "" for the first."""
    return sha256(f"{previous}\x1e{facts}".encode()).hexdigest()
