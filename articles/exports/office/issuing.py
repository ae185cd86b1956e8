"""Sign-off sheets as they are handed out: each file is known by its hash from then on."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from articles.exports.office.sheet import SignOffSheet, make_pdf
from articles.models import IssuedSheet


def hand_out_sheets(sheets: Sequence[SignOffSheet]) -> bytes:
    """The PDF, which `sealing.verify` and the site know as ours. Raises NoFonts."""
    content = make_pdf(sheets)
    IssuedSheet.objects.get_or_create(
        digest=sha256(content).hexdigest(),
        defaults={"number": sheets[0].number[:100], "sheets": len(sheets)},
    )
    return content
