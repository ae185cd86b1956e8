"""Pictures: reachable exactly when their article is."""

from django.core.files.storage import default_storage
from django.core.signing import BadSignature
from django.http import FileResponse, Http404
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from articles.models import Article, Photo
from articles.photos import original


@require_safe
def photo(request, name):
    """A photo file of a public article; of another for those who may see it or have its preview."""
    # A working copy has its photos' files in common with the article that it revises.
    ids = list(Photo.objects.filter(image=original(name)).values_list("article_id", flat=True))
    articles = Article.objects.filter(pk__in=ids)
    public = bool(ids) and articles.public().exists()
    if not (public or _previews(request, articles) or _may_see(request.user, articles)):
        raise Http404
    try:
        response = FileResponse(default_storage.open(name), content_type="image/webp")
    except FileNotFoundError as missing:
        raise Http404 from missing
    # A withdrawn article's pictures must go too: a day in a reader's own cache, in no shared one.
    patch_cache_control(response, private=True, max_age=86400 if public else 0)
    return response


def _previews(request, articles):
    try:
        shown = Article.objects.from_preview(request.GET.get("preview", ""))
    except BadSignature:
        return False
    return articles.filter(pk__in=shown).exists()


def _may_see(user, articles):
    return user.is_active and user.is_staff and articles.visible_to(user).exists()
