"""Ports of this machine on which a test starts a server."""

import socket


def find_free_port():
    """A port on which nobody listens now."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]
