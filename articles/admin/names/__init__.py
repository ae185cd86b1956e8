"""名录 in the admin: reporters, units, campaigns and places, picked by writers, merged by editors."""

from articles.admin.names import campaign, place, reporter  # noqa: F401  registers them
