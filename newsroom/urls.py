from django.apps import apps
from django.contrib import admin
from django.urls import include, path

apps.get_app_config("admin").discover()

handler403 = "articles.views.refused.permission_denied"
handler500 = "articles.views.trouble.server_error"

urlpatterns = [
    path("", include("articles.urls")),
    path("admin/", admin.site.urls),
]
