from articles.models import SiteSettings
from articles.site.kept import keep_read
from articles.site.reading import COOKIE, read_cookie


def site(request):
    """Give every template the settings row, which is read when it is first used, and how this
    reader wants to read."""
    return {
        "site": lambda: site_of(request),
        "reading": read_cookie(request.COOKIES.get(COOKIE, "")),
    }


def site_of(request) -> SiteSettings:
    """The settings row, read once for a request."""
    if not hasattr(request, "site_settings"):
        request.site_settings = keep_read(request, "site", SiteSettings.objects.current)
    return request.site_settings
