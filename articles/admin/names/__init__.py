"""名录 in the admin: reporters, units, campaigns and places, to be picked and merged."""

from articles.admin.names import campaign, course, place, reporter  # noqa: F401  registers them
