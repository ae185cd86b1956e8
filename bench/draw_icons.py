"""Draws the icons that are no SVG from static/images/icon.svg: python bench/draw_icons.py

Browsers, telephones and search engines ask for them; a test looks that they are there.
"""

from __future__ import annotations

import shutil
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

STATIC = Path(__file__).resolve().parent.parent / "static"
#: A maskable icon is cut to a circle of 80 % of its width: the drawing stands within it.
_SAFE = 0.62


def main() -> None:
    svg = (STATIC / "images" / "icon.svg").read_text(encoding="utf-8")
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    chromium = next(filter(None, map(shutil.which, names)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 512, "height": 512})
        style = "<style>body{margin:0}svg{width:512px;height:512px;display:block}</style>"
        page.set_content(style + svg)
        whole = Image.open(BytesIO(page.screenshot())).convert("RGB")
        browser.close()
    mask = Image.new("RGB", whole.size, whole.getpixel((1, 1)))
    inner = whole.resize((round(512 * _SAFE),) * 2, Image.Resampling.LANCZOS)
    mask.paste(inner, ((512 - inner.width) // 2,) * 2)
    _save(whole, 512, "images/icon-512.png")
    _save(whole, 192, "images/icon-192.png")
    _save(mask, 512, "images/icon-mask.png")
    _save(whole, 180, "root/apple-touch-icon.png")
    whole.save(STATIC / "root" / "favicon.ico", sizes=[(16, 16), (32, 32), (48, 48)])


def _save(picture: Image.Image, size: int, name: str) -> None:
    small = picture.resize((size, size), Image.Resampling.LANCZOS)
    small.quantize(32).save(STATIC / name, "PNG", optimize=True)


if __name__ == "__main__":
    main()
