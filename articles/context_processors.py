from articles.models import SiteSettings


def site(request):
    """Give every template the settings row, which is read when it is first used."""
    return {"site": lambda: site_of(request)}


def site_of(request) -> SiteSettings:
    """The settings row, read once for a request."""
    if not hasattr(request, "site_settings"):
        request.site_settings = SiteSettings.objects.current()
    return request.site_settings
