"""What requests bring: what would end in a database error is refused before it reaches a view,
control characters are taken out of what is posted, and who sits there is who says so."""

from __future__ import annotations

import logging
import re
import secrets
import time

from django.conf import settings
from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.views.main import ERROR_FLAG
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import UpdateError
from django.core.exceptions import BadRequest
from django.db import DatabaseError
from django.http import FileResponse, Http404
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django_otp.middleware import OTPMiddleware

from articles.accounts import factors, sessions
from articles.logs import request_number
from articles.metrics import count_request
from articles.models import follow_database_file
from articles.text.characters import remove_controls, say_left_out
from articles.text.dates import FIRST_YEAR, LAST_YEAR, UNKNOWN_DAY
from articles.text.keys import parse_key
from articles.views.trouble import tell_trouble

_requests = logging.getLogger("articles.requests")
_DIGITS = 18  # every number that is no longer fits into 64 bits
_DAY = re.compile(r"\s*(\d{4})-\d{1,2}-\d{1,2}")
_YEAR = re.compile(r"\s*[+-]?\d{1,18}\s*")
_OF_A_YEAR = re.compile(r"__(?:iso_)?year(?:__|$)")


class NumberRequests:
    """Gives each request a number, which the log and the answer bear, and measures it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        number = secrets.token_hex(8)
        # It stays until the next one: Django tells of a refusal after all of this is done.
        request_number.set(number)
        began = time.perf_counter()
        response = self.get_response(request)
        self._tell(request, response, time.perf_counter() - began)
        response["X-Request-ID"] = number
        return response

    def _tell(self, request, response, seconds):
        facts = {
            "method": request.method,
            "path": request.path,
            "status": response.status_code,
            "milliseconds": round(1000 * seconds, 1),
            "account": request.session.get(SESSION_KEY) if _is_session_read(request) else None,
        }
        _requests.info("%s %s", request.method, request.path, extra=facts)
        if settings.METRICS_TOKEN:
            count_request(_room_of(request), response.status_code, seconds)


def _is_session_read(request):
    return hasattr(request, "session") and request.session.accessed


def _room_of(request):
    """Which part of the site answered, for the measurements."""
    found = request.resolver_match
    if found is None:
        return "none"
    return "desk" if found.namespace == "admin" else found.url_name or "none"


class RefuseUnaskable:
    """Refuses NUL characters, and in the admin's lists what a query can't be made of.

    PostgreSQL and file systems refuse NUL: a path with it answers 404, a parameter of the admin
    400, a cookie counts for nothing. What is posted is left to `LeaveOutControls`. Django turns
    every parameter of a list but `q` into a query: a number of more than 18 digits, which SQLite
    can't hold, answers 400 there, and so does a day outside the known years, which has no hour in
    UTC; so do rows that are chosen by anything but a number. What Django itself can't read it
    passes over and shows the whole list: that is said above it. Other pages check their parameters
    themselves.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if "\0" in request.path_info:
            raise Http404
        for name in [name for name, value in request.COOKIES.items() if "\0" in value]:
            del request.COOKIES[name]
        return self.get_response(request)

    def process_view(self, request, *_):
        asked = request.resolver_match
        if asked.namespace != "admin":
            return None
        is_list = (asked.url_name or "").endswith("_changelist")  # what is no page has no name
        for name, values in request.GET.lists():
            if any("\0" in value for value in values):
                raise BadRequest
            if not is_list or name == "q":
                continue
            if any(map(_too_large, values)):
                raise BadRequest
            if any(_unknown_day(name, part) for value in values for part in value.split(",")):
                return render(request, "400.html", {"why": UNKNOWN_DAY}, status=400)
        chosen = request.POST.getlist(ACTION_CHECKBOX_NAME) if is_list else []
        if any(parse_key(key) is None for key in chosen):
            raise BadRequest
        if is_list and request.method == "GET" and ERROR_FLAG in request.GET:
            messages.warning(request, "网址里有看不懂的条件，没有照它挑选，下面列的是全部。")
        return None


class TellReadingsApart:
    """Tells whoever keeps copies of pages that they differ by cookie: a reader of the elder view
    and one of the standard view get different pages at one address (`site/reading.py`)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, ["Cookie"])
        return response


class WatchDatabaseFile:
    """Answers 503 while SQLite's file is not where it was, instead of making an empty one."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        try:
            follow_database_file()
        except OSError:
            return tell_trouble(request)
        return self.get_response(request)


class AskSecondFactor(OTPMiddleware):
    """Nobody is signed in who must have a second factor and has not come in with it, or who came
    in while the clock was ahead."""

    def _verify_user_sync(self, request, user):
        user = super()._verify_user_sync(request, user)
        if not user.is_authenticated:
            return user
        lacks_factor = user.otp_device is None and factors.must_have(user)
        if lacks_factor or sessions.is_of_the_future(request.session):
            nobody = AnonymousUser()
            self._init_user_fields(nobody)
            return nobody
        return user


class KeepSignedIn:
    """Lets a session last for as long as somebody does something, up to its longest.

    What a page asks by itself, whether it is still open or how far a job is, keeps nobody in.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        # A page that didn't ask who is there doesn't either.
        if request.session.accessed and SESSION_KEY in request.session and _is_act(request):
            _note_act(request.session)
        return response


def _note_act(session):
    """Where nothing can be written, whoever reads the desk reads on; the next act is noted."""
    try:
        sessions.note_act(session)
    except (DatabaseError, UpdateError):
        session.modified = False


def _is_act(request):
    if request.method in ("GET", "HEAD"):
        return request.headers.get("Sec-Fetch-Dest", "document") != "empty"
    asked = request.resolver_match
    is_report = asked is not None and asked.url_name == "articles_article_open"
    return not is_report or bool(request.POST.get("typing"))


class CompressAnswers(GZipMiddleware):
    """Sound and film are handed out as they lie there: they are packed, and players count bytes."""

    def process_response(self, request, response):
        if response.get("Content-Type", "").startswith(("audio/", "video/")):
            return response
        return super().process_response(request, response)


class SandboxFiles:
    """Files that are handed out run nothing and are nobody's origin, whatever is in them.

    PDFs are left to the browser's own viewer, which shows none in a sandbox.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if isinstance(response, FileResponse) and response["Content-Type"] != "application/pdf":
            response["Content-Security-Policy"] = "default-src 'none'; sandbox"
        return response


class LeaveOutControls:
    """Takes control characters out of everything that an account posts, and tells it so.

    What is to be refused (`characters.refuse_characters`) stays for the form, which shows it again.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, *_):
        if request.method != "POST" or not request.user.is_authenticated:
            return
        cleaned, left_out = {}, []
        for name, values in request.POST.lists():
            if "password" in name:  # typed blindly: it is what it is
                continue
            admitted = [remove_controls(value) for value in values]
            left_out += [each for one in admitted for each in one.left_out]
            texts = [one.text for one in admitted]
            if texts != values:
                cleaned[name] = texts
        if cleaned:
            posted = request.POST.copy()
            for name, texts in cleaned.items():
                posted.setlist(name, texts)
            request.POST = posted
        if left_out:
            messages.warning(request, say_left_out(left_out))


def _too_large(value: str) -> bool:
    return len(value) > _DIGITS and value.isdecimal()


def _unknown_day(name: str, value: str) -> bool:
    """Whether it says a day or a year outside those that the newsroom knows."""
    if _OF_A_YEAR.search(name):
        return _YEAR.fullmatch(value) is not None and not FIRST_YEAR <= int(value) <= LAST_YEAR
    day = _DAY.match(value)
    return day is not None and not FIRST_YEAR <= int(day[1]) <= LAST_YEAR
