"""Takes the pictures of the README and of docs/editors.md: make screenshots

The sample bulletin is loaded into a directory of its own (VAR_DIR names another), a server shows
it, and Chromium looks at it as an editor and as a resident. Only docs/pictures/ is written.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.request import urlopen

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
PASSWORD = "screenshots-2026"
DESK, PHONE = (1280, 860), (390, 760)
#: File, account ("" for residents), address, size. `{article}` is a public one with a photo,
#: `{review}` one that waits for its review, `{draft}` a draft.
SHOTS = (
    ("front", "", "/", (1280, 1600)),
    ("article", "", "/articles/{article}/", (1280, 1100)),
    ("elder", "", "/reading/?view=elder&next=/articles/{article}/", PHONE),
    ("report", "", "/articles/{article}/report/", PHONE),
    ("desk", "editor", "/admin/", DESK),
    ("write", "editor", "/admin/articles/article/{draft}/change/", DESK),
    ("review", "editor", "/admin/articles/article/{review}/review/", DESK),
    ("intake", "editor", "/admin/articles/delivery/", DESK),
    ("wechat", "editor", "/admin/articles/article/wechat/?id={article}", DESK),
)


def main(directory: str) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    environment = os.environ | {
        "DEBUG": "1", "VAR_DIR": directory, "SITE_URL": url, "SAMPLE_PASSWORD": PASSWORD,
    }  # fmt: skip
    manage = [sys.executable, "manage.py"]
    for command in (["migrate", "--verbosity", "0"], ["sample"]):
        subprocess.run([*manage, *command], cwd=ROOT, env=environment, check=True)
    run = [*manage, "runserver", "--noreload", "--verbosity", "0", f"127.0.0.1:{port}"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    server = subprocess.Popen(run, cwd=ROOT, env=environment, **quiet)
    try:
        _wait_for(url)
        rows = _find_rows(manage, environment)
        with sync_playwright() as playwright:
            names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
            chromium = next(filter(None, map(shutil.which, names)), None)
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            for name, account, path, size in SHOTS:
                page = _open(browser, url, account, size)
                page.goto(url + path.format(**rows))
                page.wait_for_load_state("networkidle")
                _save(page.screenshot(), name)
                page.context.close()
            browser.close()
    finally:
        server.terminate()
        server.wait()


def _wait_for(url: str) -> None:
    for _ in range(200):
        try:
            with urlopen(f"{url}/healthz", timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("The server did not start.")


def _find_rows(manage: list[str], environment: dict[str, str]) -> dict[str, str]:
    asked = (
        "from articles.models import Article, Status; a = Article.objects; "
        "print(a.public().filter(photos__width__gte=900).newest_first()[0].pk, "
        "a.filter(status=Status.SUBMITTED)[0].pk, "
        "a.filter(status=Status.DRAFT).exclude(headline='')[0].pk)"
    )
    command = [*manage, "shell", "--no-imports", "--verbosity", "0", "--command", asked]
    told = subprocess.run(
        command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True
    )
    return dict(zip(("article", "review", "draft"), told.stdout.split(), strict=True))


def _open(browser: Browser, url: str, account: str, size: tuple[int, int]) -> Page:
    width, height = size
    context = browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN")
    page = context.new_page()
    if account:
        page.goto(f"{url}/admin/login/")
        page.fill("#id_username", account)
        page.fill("#id_password", PASSWORD)
        page.press("#id_password", "Enter")
        page.wait_for_load_state("networkidle")
    return page


def _save(png: bytes, name: str) -> None:
    """With 128 colours: a third of the bytes, and nothing that one would see."""
    picture = Image.open(BytesIO(png)).convert("RGB").quantize(128)
    picture.save(PICTURES / f"{name}.png", "PNG", optimize=True)


if __name__ == "__main__":
    if given := os.environ.get("VAR_DIR"):
        main(given)
    else:
        with TemporaryDirectory() as made:
            main(made)
