"""A server of our own that speaks the JSON of WeChat's interface, as its papers tell it."""

import json
import threading
from contextlib import contextmanager
from email import message_from_bytes
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from urllib.parse import parse_qs, urlsplit

from PIL import Image

APPID, SECRET, TOKEN = "wx0123456789abcdef", "not-a-secret", "key-of-two-hours"
#: Where pictures that went there are from then on.
PICTURES = "http://mmbiz.example/mmbiz_jpg/"


class WechatServer:
    """What it was asked, and what it refuses: {name of the interface: answer}."""

    def __init__(self):
        self.asked, self.drafts, self.refusals = [], [], {}

    def answer(self, name, query, body, kind):
        self.asked.append(name)
        if name in self.refusals:
            return self.refusals[name]
        if name != "stable_token" and query.get("access_token") != [TOKEN]:
            return {"errcode": 40001, "errmsg": "invalid credential"}
        return getattr(self, "_" + name.replace("/", "_"))(query, body, kind)

    def _stable_token(self, query, body, kind):
        told = json.loads(body)
        if (told["appid"], told["secret"], told["grant_type"]) != (
            APPID, SECRET, "client_credential"
        ):  # fmt: skip
            return {"errcode": 40125, "errmsg": "invalid appsecret"}
        return {"access_token": TOKEN, "expires_in": 7200}

    def _media_uploadimg(self, query, body, kind):
        size = _read_picture(body, kind)[1]
        if size > 1_000_000:
            return {"errcode": 40009, "errmsg": "invalid image size"}
        return {"url": f"{PICTURES}{len(self.asked)}/0"}

    def _material_add_material(self, query, body, kind):
        if query["type"] != ["image"]:
            return {"errcode": 40004, "errmsg": "invalid media type"}
        size = _read_picture(body, kind)[0]
        name = f"cover-{size[0]}x{size[1]}-{len(self.asked)}"
        return {"media_id": name, "url": PICTURES}

    def _draft_add(self, query, body, kind):
        if b"\\u" in body:
            return {"errcode": 47001, "errmsg": "data format error"}
        articles = json.loads(body)["articles"]
        for article in articles:
            if len(article["title"]) > 32:
                return {"errcode": 45003, "errmsg": "title size out of limit"}
            if len(article["content"]) >= 20_000:
                return {"errcode": 45002, "errmsg": "content size out of limit"}
        self.drafts.append(articles)
        return {"media_id": f"draft-{len(self.drafts)}", "item": []}


def _read_picture(body, kind):
    """The size in pixels and in bytes of the JPEG in a form."""
    form = message_from_bytes(f"Content-Type: {kind}\r\n\r\n".encode() + body)
    [part] = form.get_payload()
    assert part.get_param("name", header="Content-Disposition") == "media"
    assert part.get_filename().endswith(".jpg")
    data = part.get_payload(decode=True)
    picture = Image.open(BytesIO(data))
    assert picture.format == "JPEG"
    return picture.size, len(data)


@contextmanager
def serve_wechat(settings):
    """The server, running, as the account that the settings name."""
    wechat = WechatServer()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            at = urlsplit(self.path)
            body = self.rfile.read(int(self.headers["Content-Length"]))
            name = at.path.removeprefix("/cgi-bin/")
            told = wechat.answer(name, parse_qs(at.query), body, self.headers["Content-Type"])
            data = told if isinstance(told, bytes) else json.dumps(told).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    settings.WECHAT_APPID, settings.WECHAT_SECRET = APPID, SECRET
    settings.WECHAT_API = f"http://127.0.0.1:{server.server_port}"
    try:
        yield wechat
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
