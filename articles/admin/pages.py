"""Pages of the admin that are neither a list nor a form of Django's: functions behind one gate.

`page` says at a function's head which methods, which object and which right it takes. The gate
checks, in this order: signed in as staff (Django's `admin_view`, 302), object (404), method (405),
right (403). So nobody learns that something exists which they may not see. The function runs only
when all of them hold.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path

View = Callable[..., HttpResponseBase]
#: In place of a model: the page belongs to the admin as a whole.
SITE = None


@dataclass(frozen=True, slots=True)
class AdminPage:
    """One address of the admin, with the function and the right behind each of its methods."""

    model: type[Model] | None
    name: str
    address: str
    views: dict[str, tuple[View, str | None]] = field(default_factory=dict)

    def url_pattern(self, site: admin.AdminSite) -> URLPattern:
        """Named and placed as Django does it: articles_issue_board, articles/issue/…/board/."""
        address, name = self.address, self.name
        if self.model:
            opts = self.model._meta
            address = f"{opts.app_label}/{opts.model_name}/{address}"
            name = f"{opts.app_label}_{opts.model_name}_{name}"
        return path(address, site.admin_view(self.answer), name=name)

    def answer(self, request: HttpRequest, **arguments: Any) -> HttpResponseBase:
        """Check what the page demands, and only then call its function."""
        found: list[Model] = []
        if "object_id" in arguments:
            found = [self._find(request, arguments.pop("object_id"))]
        if request.method not in self.views:
            return HttpResponseNotAllowed(sorted(self.views))
        view, permission = self.views[request.method]
        if permission and not self._is_permitted(request, permission, *found):
            raise PermissionDenied(permission)
        return view(request, *found, **arguments)

    def _find(self, request: HttpRequest, object_id: str) -> Model:
        found: Model | None = self._model_admin.get_object(request, unquote(object_id))
        if found is None:
            raise Http404
        return found

    def _is_permitted(self, request: HttpRequest, permission: str, *found: Model) -> bool:
        if "." in permission:
            return request.user.has_perm(permission)
        return bool(getattr(self._model_admin, f"has_{permission}_permission")(request, *found))

    @property
    def _model_admin(self) -> admin.ModelAdmin[Any]:
        if self.model is None:
            raise ImproperlyConfigured(f"{self.name} belongs to no model")
        return admin.site.get_model_admin(self.model)


_PAGES: dict[tuple[type[Model] | None, str], AdminPage] = {}


def page(
    model: type[Model] | None,
    name: str,
    *,
    methods: Sequence[str],
    permission: str | None,
    address: str = "",
) -> Callable[[View], View]:
    """Make the function a page of the admin, as `admin:articles_<model>_<name>`.

    `address` is relative to the model's own pages; the usual one is `<path:object_id>/<name>/`.
    Where it has an `object_id`, the function gets that object after the request: one of the rows
    that the model's admin shows to the account. `model` may be SITE, for pages without any.

    `permission` is what the account must have: "view" or "change" asks the model's admin about the
    object, a permission with a dot asks the account, None lets in everybody who may sign in here.

    GET answers HEAD as well. One name may have a function for each method, with a right of its own.
    """
    usual = f"<path:object_id>/{name}/" if model else f"{name}/"

    def register(view: View) -> View:
        found = _PAGES.setdefault((model, name), AdminPage(model, name, address or usual))
        answered = [*methods, "HEAD"] if "GET" in methods else [*methods]
        if found.address != (address or usual) or not found.views.keys().isdisjoint(answered):
            raise ValueError(f"{name} is a page already: {found}")
        found.views.update(dict.fromkeys(answered, (view, permission)))
        return view

    return register


def urls(site: admin.AdminSite) -> list[URLPattern]:
    """All pages, to stand before what Django makes of the models."""
    return [found.url_pattern(site) for found in _PAGES.values()]


def render_page(
    request: HttpRequest,
    template: str,
    title: str,
    context: Mapping[str, Any],
    *,
    status: int = 200,
) -> TemplateResponse:
    """The template with the tabs and names that every page of the admin has."""
    request.current_app = admin.site.name
    shared = admin.site.each_context(request) | {"title": title}
    return TemplateResponse(request, template, shared | dict(context), status=status)


def log_change(request: HttpRequest, changed: Model, message: str) -> None:
    """Note in Django's own history of the object what the account did."""
    admin.site.get_model_admin(changed._meta.model).log_change(request, changed, message)
