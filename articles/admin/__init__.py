"""The desk. Each module registers what its name says."""

from articles.admin import (  # noqa: F401
    accounts,
    article,
    campaign,
    correction,
    imported_page,
    issue,
    pin,
    place,
    point_rule,
    reporter,
    settings,
    step,
)
