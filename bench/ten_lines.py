"""The least that the server can be asked for: one answer, whatever the question is.

What bench/serving.py tells of the server itself, without our code and without Django.
"""

BODY = b"x" * 5_000
TAG = [("ETag", '"same"')]
HEADERS = [*TAG, ("Content-Type", "text/html"), ("Content-Length", str(len(BODY)))]


def application(environ, start_response):
    if environ.get("HTTP_IF_NONE_MATCH"):
        start_response("304 Not Modified", TAG)
        return []
    start_response("200 OK", HEADERS)
    return [BODY]
