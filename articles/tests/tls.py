"""The site behind a web server with TLS, as it stands in a newsroom: a certificate made here."""

import datetime
import ipaddress
import os
import ssl
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from django.db import connection

from articles.tests.ports import find_free_port


def certify(folder):
    """A certificate that nobody vouches for, with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.UTC)
    here = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(here, critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    private = key.private_bytes(
        pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = folder / "certificate.pem"
    path.write_bytes(made.public_bytes(pem) + private)
    return path


class _Front(BaseHTTPRequestHandler):
    """What nginx does by docs/operations.md, and no more."""

    protocol_version, behind = "HTTP/1.1", 0

    def answer(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name: value for name, value in self.headers.items() if name != "Connection"}
        headers |= {"X-Forwarded-Proto": "https", "X-Forwarded-For": self.client_address[0]}
        site = HTTPConnection("127.0.0.1", self.behind, timeout=60)
        site.request(self.command, self.path, body, headers)
        answer = site.getresponse()
        content = answer.read()
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in ("transfer-encoding", "connection", "content-length"):
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
        site.close()

    do_GET = do_POST = do_HEAD = answer  # noqa: N815 - as http.server calls them

    def log_message(self, *_):
        pass


@contextmanager
def served_over_tls(folder):
    """The site on the test's database, as a process of its own; its https and its http address."""
    behind, front = find_free_port(), find_free_port()
    server = ThreadingHTTPServer(("127.0.0.1", front), type("Front", (_Front,), {"behind": behind}))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certify(folder))
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    environment = os.environ | {
        "DEBUG": "1", "SECRET_KEY": settings.SECRET_KEY, "ALLOWED_HOSTS": "127.0.0.1",
        "SITE_URL": f"https://127.0.0.1:{front}", "VAR_DIR": str(folder),
        "DATABASE_URL": f"sqlite:///{connection.settings_dict['NAME']}",
        "TRUSTED_PROXIES": "127.0.0.1",
    }  # fmt: skip
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1",
        "--port", str(behind), "newsroom.wsgi:application",
    ]  # fmt: skip
    with (folder / "log").open("wb") as log:
        site = subprocess.Popen(
            command, cwd=settings.BASE_DIR, env=environment, stdout=log, stderr=log
        )
        try:
            _wait_for(f"http://127.0.0.1:{behind}/healthz", site, folder / "log")
            yield f"https://127.0.0.1:{front}", f"http://127.0.0.1:{behind}"
        finally:
            site.terminate()
            site.wait(30)
            server.shutdown()
            server.server_close()


def _wait_for(address, site, log):
    for _ in range(1200):
        try:
            return urllib.request.urlopen(address, timeout=5).close()
        except urllib.error.HTTPError:
            raise
        except OSError:
            assert site.poll() is None, log.read_text()
            time.sleep(0.1)
    raise AssertionError(log.read_text())
