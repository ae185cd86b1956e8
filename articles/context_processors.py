from articles.models import SiteSettings


def site(request):
    """Context of every page: the settings row, read when a template first asks for it."""
    return {"site": lambda: _current(request)}


def _current(request):
    if not hasattr(request, "site_settings"):
        request.site_settings = SiteSettings.objects.current()
    return request.site_settings
