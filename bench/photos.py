"""Twenty photos are sent while an editor saves: photos.py [--photos N] [--saves N] [--busy N]

A server of its own with two workers on SQLite, in a temporary directory. A correspondent's browser
sends photos of 12 megapixels, `--busy` at a time, while an editor saves the same article again and
again, beside the same saves without photos. Ends with the target, PASS or miss, and with 1 if it is
missed: no save waits more than two seconds, and none fails. Before that, time and peak memory of
each kind of picture, each in a process of its own; with `--kinds` nothing else.
"""

from __future__ import annotations

import argparse
import os
import secrets
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PORT, MOST = 8791, 2.0
KINDS = {
    "JPEG, 12 million pixels": ("RGB", (4032, 3024), "JPEG", {"quality": 90}),
    "JPEG, progressive": ("RGB", (4032, 3024), "JPEG", {"quality": 90, "progressive": True}),
    "JPEG, CMYK": ("CMYK", (4032, 3024), "JPEG", {"quality": 90}),
    "JPEG, 118 million pixels": ("RGB", (12000, 9900), "JPEG", {"quality": 80}),
    "JPEG, long": ("RGB", (1080, 20000), "JPEG", {"quality": 80}),
    "PNG, 12 million pixels": ("RGB", (4032, 3024), "PNG", {"compress_level": 1}),
    "PNG, the largest": ("RGB", (6600, 6000), "PNG", {}),
    "PNG, palette, the largest": ("P", (9000, 8000), "PNG", {}),
    "WebP, 118 million pixels": ("RGB", (12000, 9900), "WEBP", {"method": 0}),
    "WebP, lossless, 42 million": (
        "RGB",
        (7000, 6000),
        "WEBP",
        {"method": 0, "lossless": True, "quality": 0},
    ),
    "WebP, transparent, 48 million": ("RGBA", (8000, 6000), "WEBP", {"method": 0}),
    "AVIF, 19 million pixels": ("RGB", (5000, 3800), "AVIF", {"quality": 60, "speed": 10}),
    "TIFF, 16 million pixels, LZW": ("RGB", (4900, 3300), "TIFF", {"compression": "tiff_lzw"}),
    "TIFF, the largest": ("RGB", (6600, 6000), "TIFF", {"compression": "tiff_deflate"}),
    "TIFF, CMYK": ("CMYK", (4600, 3300), "TIFF", {"compression": "tiff_lzw"}),
    "BMP, 13 million pixels": ("RGB", (4200, 3100), "BMP", {}),
    "JPEG, 12 million, no end mark": ("RGB", (4032, 3024), "JPEG", {"quality": 90}),
    "HEIC, 12 million pixels": ("RGB", (4032, 3024), "HEIF", {"quality": 60}),
    "HEIC, 48 million pixels": ("RGB", (8064, 6048), "HEIF", {"quality": 60, "tile_size": 512}),
}


def make_picture(mode: str, size: tuple[int, int], kind: str, how: dict) -> bytes:
    """A picture with as much in it as one of a camera: noise over large shapes."""
    import pillow_heif  # noqa: PLC0415 - after the environment
    from PIL import Image  # noqa: PLC0415 - after the environment

    pillow_heif.register_heif_opener()
    parts = 4 if size[0] * size[1] < 20_000_000 else 40
    noise = Image.effect_noise((size[0] // parts, size[1] // parts), 40).resize(size)
    out = BytesIO()
    picture = noise.convert("RGB").convert(mode) if mode == "CMYK" else noise.convert(mode)
    picture.save(out, kind, **how)
    return out.getvalue()


def measure(path: str) -> None:
    """In a process of its own: seconds and megabytes that storing this file takes."""
    import django  # noqa: PLC0415 - after the environment

    django.setup()
    from django.core.files.base import ContentFile  # noqa: PLC0415 - after the environment
    from django.core.files.storage import FileSystemStorage  # noqa: PLC0415 - after the environment

    from articles import photos  # noqa: PLC0415 - after the environment
    from articles.tests import make  # noqa: PLC0415 - after the environment

    storage = FileSystemStorage(tempfile.mkdtemp(dir=os.environ["VAR_DIR"]))
    photos.store(storage, ContentFile(make.picture(), "warm.png"))
    before = read_peak()
    start = time.perf_counter()
    with Path(path).open("rb") as file:
        content = ContentFile(b"", "a")
        content.file, content.size = file, Path(path).stat().st_size
        photos.store(storage, content)
    seconds = time.perf_counter() - start
    print(f"{seconds:6.1f} s {(read_peak() - before) / 1024:6.0f} MB")


def read_peak() -> int:
    """The most kilobytes that this process has held."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0])


class Browser:
    """An account that is signed in, and posts forms."""

    def __init__(self, user) -> None:
        from django.conf import settings  # noqa: PLC0415 - after the environment
        from django.test import Client  # noqa: PLC0415 - after the environment

        client = Client()
        client.force_login(user)
        self._token = secrets.token_hex(16)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        self._cookie = f"{settings.SESSION_COOKIE_NAME}={session}; csrftoken={self._token}"

    def post(self, path: str, data: bytes, kind: str) -> tuple[int, float]:
        request = urllib.request.Request(f"http://127.0.0.1:{PORT}{path}", data)
        for name, value in (
            ("Cookie", self._cookie), ("X-CSRFToken", self._token), ("Content-Type", kind)
        ):  # fmt: skip
            request.add_header(name, value)
        start = time.perf_counter()
        try:
            with _OPENER.open(request, timeout=300) as answer:
                code = answer.status
        except urllib.error.HTTPError as error:
            code = error.code
        return code, time.perf_counter() - start

    def send(self, photo: bytes) -> tuple[int, float]:
        edge = secrets.token_hex(8)
        head = f'--{edge}\r\nContent-Disposition: form-data; name="image"; filename="a.jpg"\r\n'
        body = head.encode() + b"Content-Type: image/jpeg\r\n\r\n" + photo
        body += f"\r\n--{edge}--\r\n".encode()
        return self.post(
            "/admin/articles/article/photos/", body, f"multipart/form-data; boundary={edge}"
        )


class _Stay(urllib.request.HTTPRedirectHandler):
    """A save answers with a redirect: following it would be a second request."""

    def redirect_request(self, *args, **options):
        return None


_OPENER = urllib.request.build_opener(_Stay)


def save(browser: Browser, article, number: int) -> tuple[int, float]:
    from articles.tests.clients import form  # noqa: PLC0415 - after the environment

    article.refresh_from_db()
    data = form(article, headline=f"第{number}次存", kicker="", body=f"<p>第{number}次。</p>")
    path = f"/admin/articles/article/{article.pk}/change/"
    encoded = urllib.parse.urlencode(data).encode()
    return browser.post(path, encoded, "application/x-www-form-urlencoded")


def report(name: str, saves: list[tuple[int, float]]) -> bool:
    waits = [seconds for _, seconds in saves]
    failed = sum(code != 302 for code, _ in saves)
    good = not failed and max(waits) <= MOST
    print(
        f"{name}: median {statistics.median(waits):.2f} s, longest {max(waits):.2f} s, "
        f"{failed} failed: {'PASS' if good else 'miss'}"
    )
    return good


def wait_for_server() -> None:
    """Until it answers; a busy machine takes its time to start it."""
    for _ in range(120):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{PORT}/healthz", timeout=5).close()
        except OSError:
            time.sleep(0.5)
        else:
            return
    sys.exit("the server did not start")


def run_load(photos: int, saves: int, busy: int) -> bool:
    import django  # noqa: PLC0415 - after the environment

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 - after the environment

    from articles import roles  # noqa: PLC0415 - after the environment
    from articles.tests import make  # noqa: PLC0415 - after the environment

    call_command("migrate", verbosity=0)
    roles.sync()
    editor, writer = Browser(make.editor()), Browser(make.member(roles.CORRESPONDENT))
    article = make.article()
    picture = make_picture("RGB", (4032, 3024), "JPEG", {"quality": 90})
    server = subprocess.Popen(
        [sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "2", "--port",
         str(PORT), "--blocking-threads", "4", "--workers-kill-timeout", "5",
         "newsroom.wsgi:application"],
        cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        wait_for_server()
        for number in range(4):
            save(editor, article, -number)  # warm
        alone = [save(editor, article, number) for number in range(saves)]
        start = time.perf_counter()
        with ThreadPoolExecutor(busy) as pool:
            sent = [pool.submit(writer.send, picture) for _ in range(photos)]
            beside = []
            for number in range(saves):
                time.sleep(1)
                beside.append(save(editor, article, saves + number))
            answers = [each.result() for each in sent]
        total = time.perf_counter() - start
    finally:
        server.terminate()
        server.wait()
    taken = sum(code == 200 for code, _ in answers)
    longest = max(seconds for _, seconds in answers)
    print(f"{taken} of {photos} photos taken in {total:.0f} s, the longest wait {longest:.1f} s")
    good = [report("saves alone", alone), report("saves beside photos", beside)]
    return all(good) and taken == photos


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--photos", type=int, default=20)
    parser.add_argument("--saves", type=int, default=10)
    parser.add_argument("--busy", type=int, default=4)
    parser.add_argument("--kinds", action="store_true", help="no load, only each kind of picture")
    parser.add_argument("--measure", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    if asked.measure:
        measure(asked.measure)
        return
    with tempfile.TemporaryDirectory() as place:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "newsroom.settings", "VAR_DIR": place, "DEBUG": "1",
            "SECRET_KEY": secrets.token_urlsafe(40),
            "DATABASE_URL": f"sqlite:///{place}/bench.sqlite3",
        }  # fmt: skip
        for name, kind in KINDS.items():
            path = Path(place) / "picture"
            data = make_picture(*kind)
            path.write_bytes(data[:-2] if "no end mark" in name else data)
            said = subprocess.run(
                [sys.executable, __file__, "--measure", str(path)],
                capture_output=True, text=True, check=False,
            )  # fmt: skip
            size = path.stat().st_size / 1_000_000
            print(f"{name:28}{size:6.1f} MB{said.stdout.rstrip() or said.stderr.splitlines()[-1]}")
        sys.exit(not (asked.kinds or run_load(asked.photos, asked.saves, asked.busy)))


if __name__ == "__main__":
    main()
