"""Articles in the admin: the list, the form, and every page and act of a single article."""

from articles.admin.article import article_admin  # noqa: F401  registers it
