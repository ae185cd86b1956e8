"""The admin. Each module registers what its name says."""

from articles.admin import (  # noqa: F401
    accounts,
    article,
    contributions,
    correction,
    delivery,
    flash,
    health,
    imported_page,
    issue,
    matter,
    names,
    pin,
    planned_story,
    posts,
    reader_message,
    reprint_source,
    section,
    settings,
    step,
    term,
)
