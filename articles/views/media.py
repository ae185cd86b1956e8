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
    row = Photo.objects.filter(image=original(name)).only("article_id").first()
    if row is None:
        raise Http404
    public = Article.objects.public().filter(pk=row.article_id).exists()
    if not (public or _previews(request, row.article_id) or _may_see(request.user, row.article_id)):
        raise Http404
    try:
        response = FileResponse(default_storage.open(name), content_type="image/webp")
    except FileNotFoundError as missing:
        raise Http404 from missing
    # A withdrawn article's pictures must go too: a day in a reader's own cache, in no shared one.
    patch_cache_control(response, private=True, max_age=86400 if public else 0)
    return response


def _previews(request, article_id):
    try:
        articles = Article.objects.from_preview(request.GET.get("preview", ""))
    except BadSignature:
        return False
    return articles.filter(pk=article_id).exists()


def _may_see(user, article_id):
    return (
        user.is_active
        and user.is_staff
        and (Article.objects.visible_to(user).filter(pk=article_id).exists())
    )
