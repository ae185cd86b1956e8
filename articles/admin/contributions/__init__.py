"""用稿统计 in the admin: a month's numbers and files, one's own year, and the rules of points."""

from articles.admin.contributions import pages, point_rule, quality  # noqa: F401  register themselves
