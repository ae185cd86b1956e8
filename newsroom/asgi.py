import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

application = get_asgi_application()

from articles.background import begin_serving  # noqa: E402  (its models want the settings)

begin_serving()
