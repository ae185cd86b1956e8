"""Photo files, open to exactly those who may see their article."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from articles.models import Article, Photo
from articles.photos import find_row_name


@require_safe
def photo(request: HttpRequest, name: str) -> HttpResponseBase:
    """A photo of a public article; of any other for who may see it in the admin or a preview."""
    # A working copy shares photo files with the article that it revises.
    ids = list(Photo.objects.filter(image=find_row_name(name)).values_list("article_id", flat=True))
    articles = Article.objects.filter(pk__in=ids)
    public = bool(ids) and articles.public().exists()
    if not (public or _previews(request, articles) or _may_see(request.user, articles)):
        raise Http404
    kind = _KINDS.get(name.rpartition(".")[2])
    if kind is None:
        raise Http404
    try:
        response = FileResponse(default_storage.open(name), content_type=kind)
    except FileNotFoundError as missing:
        raise Http404 from missing
    # Articles may be withdrawn: a day in the reader's own cache, and in no shared one.
    patch_cache_control(response, private=True, max_age=86400 if public else 0)
    return response


_KINDS = {"webp": "image/webp", "avif": "image/avif"}


def _previews(request, articles):
    token = request.GET.get("preview")
    return bool(token) and articles.from_preview(token).exists()


def _may_see(user, articles):
    return user.is_active and user.is_staff and articles.visible_to(user).exists()
