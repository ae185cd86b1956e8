"""The settings as mypy's Django plugin reads them: ours, with a key that signs nothing."""

import os

os.environ.setdefault("SECRET_KEY", "only-for-mypy")

from newsroom.settings import *  # noqa: F403
