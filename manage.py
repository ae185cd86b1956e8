#!/usr/bin/env python
import os
import secrets
import sys

#: Commands that answer the network, say whether a server may, or seal: they want the real key.
WANT_A_KEY = {"runserver", "check", "seal_factors"}
#: Commands that need no admin but for the addresses that they print; it takes a second to load.
ADMIN_LATER = {"import_page", "proofread"}


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    if WANT_A_KEY.isdisjoint(sys.argv[1:2]):
        # A command signs nothing that outlives it: a key of its own will do.
        os.environ.setdefault("SECRET_KEY", secrets.token_urlsafe(50))
    if not ADMIN_LATER.isdisjoint(sys.argv[1:2]):
        os.environ["ADMIN_LATER"] = "1"
    from django.core.management import execute_from_command_line  # noqa: PLC0415

    from newsroom.frames import hold_frames  # noqa: PLC0415

    try:
        hold_frames(execute_from_command_line, sys.argv)
    except Exception as error:
        if "--traceback" in sys.argv or not (said := _say_trouble(error)):
            raise
        sys.exit(said)


def _say_trouble(error):
    """What is told of a disk that is full or a database that fails; "" for any other error."""
    from django.apps import apps  # noqa: PLC0415

    if not apps.ready:
        return ""
    from articles.views.trouble import say_trouble  # noqa: PLC0415

    return say_trouble(error)


if __name__ == "__main__":
    main()
