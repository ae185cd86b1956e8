import ctypes
import os
import signal
import sys

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

# A server that was killed would leave the process that it started answering, with the code and
# the settings of that day: deploy/ asks that it ends with the server (PR_SET_PDEATHSIG of Linux).
if os.environ.get("END_WITH_SERVER") and sys.platform == "linux":
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)

application = get_wsgi_application()

from articles.background import begin_serving  # noqa: E402  (its models want the settings)

begin_serving()
