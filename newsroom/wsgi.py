import ctypes
import os
import signal
import sys
from functools import partial

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from newsroom.frames import hold_frames

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
# What PostgreSQL is to a server, and not to commands: connections that its threads share, and an
# end to what would take long.
os.environ.setdefault("DATABASE_POOL", "10")
os.environ.setdefault("STATEMENT_SECONDS", "30")

# A server that was killed would leave the process that it started answering, with the code and
# the settings of that day: deploy/ asks that it ends with the server (PR_SET_PDEATHSIG of Linux).
if os.environ.get("END_WITH_SERVER") and sys.platform == "linux":
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)

application = partial(hold_frames, get_wsgi_application())

# These want the settings and the models.
from articles.background import begin_serving  # noqa: E402
from articles.pagecache import InTime, PageCache, find_shared_pages  # noqa: E402

application = InTime(application)

if settings.PAGE_CACHE_MB:
    room = settings.PAGE_CACHE_MB * 1024 * 1024
    application = PageCache(application, room=room, shared=find_shared_pages())

begin_serving()
