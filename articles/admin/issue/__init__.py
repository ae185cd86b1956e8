"""Issues in the admin: the list with its facts, the board, and the making of files."""

from articles.admin.issue import board, issue_admin, making, proofs  # noqa: F401  register themselves
