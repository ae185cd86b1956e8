"""How good a page is that was made up."""

from __future__ import annotations

from articles.exports.newspaper.places import PageLayout

#: What is added for a page that nothing relieves, that breaks a rule of columns
#: or of pictures, or is short.
POOR = 1000.0
_SHORT = 12  # lines


def weigh(page: PageLayout) -> float:
    """How far the page is from what it should be: its cost, and POOR if it is not as it must be."""
    relieved = any(
        stand.panel or part.what in ("panel", "photo")
        for stand in page.stands
        for part in stand.parts
    )
    # What is paid for a good page may be less than nothing; a poor one is never worth that.
    return max(page.score, 0.0) + POOR if not relieved or is_poor(page) else page.score


def is_poor(page: PageLayout) -> bool:
    """Whether it lacks a pull quote or panel that it could have, breaks a rule of columns or of
    pictures, or ends far above its foot."""
    return page.grey or not page.exact or not page.pictured or page.hole > _SHORT
