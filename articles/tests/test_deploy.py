"""The files of deploy/ do what they say."""

import shutil
import ssl
import subprocess
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from django.conf import settings

from articles.tests.ports import find_free_port

pytestmark = pytest.mark.once
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")


class Node(ThreadingHTTPServer):
    """A server of the site that answers everything with `status`, and remembers who asked what."""

    def __init__(self, status=200):
        node, self.asked, self.status = self, [], status

        class Answer(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                self.rfile.read(int(self.headers.get("Content-Length", 0)))
                node.asked.append((self.command, self.path, dict(self.headers)))
                self.send_response(node.status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            do_POST = do_GET  # noqa: N815 - of the library

            def log_message(self, *_):
                pass

        super().__init__(("127.0.0.1", 0), Answer)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def address(self):
        return f"127.0.0.1:{self.server_address[1]}"


@contextmanager
def nginx(folder, nodes):
    """deploy/nginx.conf before these nodes; gives the address of the site."""
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", folder / "key",
         "-out", folder / "pem", "-days", "1", "-subj", "/CN=news.example.cn"],
        check=True, capture_output=True,
    )  # fmt: skip
    text = (Path(settings.BASE_DIR) / "deploy" / "nginx.conf").read_text()
    plain, secure = find_free_port(), find_free_port()
    servers, again = (
        "".join(f"server {node} {how};\n" for node in nodes)
        for how in ("max_fails=1 fail_timeout=5s", "max_fails=0 backup")
    )
    changes = {
        "    server 127.0.0.1:8000 max_fails=1 fail_timeout=5s;\n": servers,
        "    server 127.0.0.1:8000 max_fails=0 backup;\n": again,
        "listen 80;": f"listen 127.0.0.1:{plain};", "listen 443 ": f"listen 127.0.0.1:{secure} ",
        "/etc/ssl/news.example.cn.pem": str(folder / "pem"),
        "/etc/ssl/news.example.cn.key": str(folder / "key"),
    }  # fmt: skip
    for old, new in changes.items():
        assert text.count(old) == 1
        text = text.replace(old, new)
    paths = "".join(
        f"{each}_temp_path {folder}/{each};"
        for each in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"daemon off; pid {folder}/pid; error_log stderr; events {{}}"
        f" http {{ access_log off; {paths} {text} }}"
    )
    running = subprocess.Popen([NGINX, "-p", folder, "-c", folder / "nginx.conf"])
    try:
        yield f"https://127.0.0.1:{secure}"
    finally:
        running.terminate()
        running.wait(10)


def ask(address, data=None, *, patience=10):
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    request = Request(address, data, {"Host": "news.example.cn", "X-Forwarded-For": "6.6.6.6"})
    end = time.monotonic() + patience
    while True:
        try:
            with urlopen(request, context=context, timeout=20) as answer:
                return answer.status
        except HTTPError as refused:
            return refused.code
        except OSError:  # not started yet
            if time.monotonic() > end:
                raise
            time.sleep(0.02)


@pytest.mark.skipif(NGINX is None, reason="nginx is not installed")
def test_where_every_node_has_just_failed_the_next_reader_is_answered_all_the_same(tmp_path):
    well = Node()
    with nginx(tmp_path, [f"127.0.0.1:{find_free_port()}", well.address]) as site:
        assert ask(f"{site}/") == 200
        well.status = 502
        failed = [ask(f"{site}/") for _ in range(2)]
        well.status = 200
        shown = [ask(f"{site}/") for _ in range(6)]

    assert failed == [502, 502]
    assert shown == [200] * 6


@pytest.mark.skipif(NGINX is None, reason="nginx is not installed")
def test_a_node_s_503_of_the_desk_is_shown_to_whoever_saves_and_no_reason_to_leave_it_alone(
    tmp_path,
):
    ill, well = Node(503), Node(503)
    with nginx(tmp_path, [ill.address, well.address]) as site:
        told = [ask(f"{site}/admin/") for _ in range(4)]
        asked = len(ill.asked) + len(well.asked)

    assert told == [503] * 4
    assert asked == 4


@pytest.mark.skipif(NGINX is None, reason="nginx is not installed")
def test_a_style_sheet_that_one_node_lacks_comes_from_another(tmp_path):
    old, new = Node(404), Node()
    with nginx(tmp_path, [old.address, new.address]) as site:
        found = [ask(f"{site}/static/a.1234.css") for _ in range(4)]
        page = {ask(f"{site}/articles/7/") for _ in range(4)}

    assert found == [200] * 4
    assert page == {200, 404}


@pytest.mark.skipif(NGINX is None, reason="nginx is not installed")
def test_behind_nginx_readers_notice_no_node_that_is_gone_or_can_not_serve(tmp_path):
    well, ill, gone = Node(), Node(503), f"127.0.0.1:{find_free_port()}"
    with nginx(tmp_path, [gone, ill.address, well.address]) as site:
        statuses = [ask(f"{site}/articles/{number}/") for number in range(9)]
        saved = [ask(f"{site}/admin/", b"text=1") for _ in range(3)]
        searched = ask(f"{site}/search/?q=1")

    assert statuses == [200] * 9
    assert saved == [200] * 3
    assert searched == 200
    _, path, headers = well.asked[0]
    assert path.startswith("/articles/")
    assert headers["Host"] == "news.example.cn"
    assert headers["X-Forwarded-Proto"] == "https"
    assert headers["X-Forwarded-For"] == "6.6.6.6, 127.0.0.1"
