"""用稿统计 in the admin: a month's numbers and files, one's own year, and the rules of points."""

from articles.admin.contributions import (  # noqa: F401  register themselves
    coverage,
    outside_use,
    pages,
    point_rule,
    quality,
    year_target,
)
