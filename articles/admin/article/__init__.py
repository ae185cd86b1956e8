"""Articles in the admin: the list, the form, and every page and act of a single article."""

from articles.admin.article import (  # noqa: F401  register themselves
    article_admin,
    attachments,
    judging,
    kept,
    library,
    links,
    notice,
    paste,
    previews,
    referring,
    review,
    rolling,
    same,
    sent,
    sheet,
    steps,
    suggesting,
    trash,
    versions,
    wechat,
)
