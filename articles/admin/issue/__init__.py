"""Issues in the admin: the list with its facts, the board, and the making of files."""

from articles.admin.issue import issue_admin  # noqa: F401  registers it
