"""The files of articles, open to exactly those who may see their article."""

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from articles.models import Article, Photo
from articles.photos import find_row_name
from articles.review.referring import find_waiting
from articles.site.kept import Kept
from articles.views.parts import hand_out_part

#: So many bytes of photos out of a bucket stay in each process: to fetch one takes a node longer
#: than all else that it does for it.
_FETCHED = Kept(24_000_000)


@require_safe
def photo(request: HttpRequest, name: str) -> HttpResponseBase:
    """A photo of a public article; of any other for who may see it in the admin or a preview."""
    # A working copy shares photo files with the article that it revises.
    rows = Photo.objects.filter(image=find_row_name(name)).values_list("article_id", "digest")
    digests = dict(rows)
    seconds = _check(request, Article.objects.filter(pk__in=list(digests)))
    kind = _KINDS.get(name.rpartition(".")[2])
    if kind is None:
        raise Http404
    return _hand_out(name, kind, seconds, next(iter(digests.values())))


@require_safe
def attachment(request: HttpRequest, pk: int, name: str) -> HttpResponseBase:
    """A file that an article hands out; a PDF is shown, all else is saved."""
    articles = Article.objects.filter(pk=pk)
    seconds = _check(request, articles)
    file = next((each for each in articles.get().attached if each.address == name), None)
    if file is None:
        raise Http404
    response = _hand_out(file.file, file.media, seconds)
    named = content_disposition_header(file.kind != "pdf", file.file_name)
    response["Content-Disposition"] = named or "attachment"
    return response


@require_safe
def clip(request: HttpRequest, pk: int, name: str) -> HttpResponseBase:
    """Sound or film of an article, or a part of it as players ask for; or its captions."""
    articles = Article.objects.filter(pk=pk)
    seconds = _check(request, articles)
    sounds = articles.get().sounds
    for each in sounds:
        if name == each.captions_address and each.captions:
            response = HttpResponse(each.captions, content_type="text/vtt; charset=utf-8")
            patch_cache_control(response, private=True, max_age=seconds)
            return response
    found = next((each for each in sounds if each.address == name), None)
    if found is None:
        raise Http404
    try:
        file = default_storage.open(found.file)
    except FileNotFoundError as missing:
        raise Http404 from missing
    response = hand_out_part(request, file, found.media, f'"{found.digest}"')
    patch_cache_control(response, private=True, max_age=seconds)
    return response


def _check(request: HttpRequest, articles: QuerySet[Article]) -> int:
    """For how many seconds a browser may keep a file of these; 404 for who may see none of them."""
    public = articles.public().exists()
    if not (public or _previews(request, articles) or _may_see(request.user, articles)):
        raise Http404
    return 86400 if public else 0


def _hand_out(name: str, kind: str, seconds: int, digest: str = "") -> FileResponse:
    try:
        response = FileResponse(_open(name, digest), content_type=kind)
    except FileNotFoundError as missing:
        raise Http404 from missing
    # Articles may be withdrawn: a day in the reader's own cache, and in no shared one.
    patch_cache_control(response, private=True, max_age=seconds)
    return response


def _open(name: str, digest: str) -> File[bytes]:
    """A file, or what was fetched of a photo before: while its row has the same digest, all of its
    files are the same."""
    if not (digest and settings.S3_BUCKET):
        return default_storage.open(name)

    def fetch() -> bytes:
        with default_storage.open(name) as file:
            return file.read()

    return ContentFile(_FETCHED.get(digest, name, fetch, len), name)


_KINDS = {"webp": "image/webp", "avif": "image/avif"}


def _previews(request, articles):
    token = request.GET.get("preview")
    if not token:
        return False
    if articles.from_preview(token).exists():
        return True
    referred = find_waiting(token)
    return referred is not None and articles.filter(pk=referred.article_id).exists()


def _may_see(user, articles):
    return user.is_active and user.is_staff and articles.visible_to(user).exists()
