"""A bucket of a server that runs in this process: moto's, which speaks as S3 does."""

import logging
from contextlib import contextmanager
from itertools import count

import boto3
from django.core.files.storage import default_storage
from django.test.utils import override_settings
from moto.server import ThreadedMotoServer

_number = count(1)


@contextmanager
def served():
    """The address of the server."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    logging.getLogger("werkzeug").setLevel(logging.WARNING)  # a line for each request
    server.start()
    host, port = server.get_host_and_port()
    try:
        yield f"http://{host}:{port}"
    finally:
        server.stop()


@contextmanager
def in_bucket(address, folder="district"):
    """Within it the newsroom's files are in a new bucket; gives its name."""
    name = f"news-{next(_number)}"
    options = {
        "bucket_name": name, "location": folder, "endpoint_url": address, "addressing": "path",
        "region_name": "us-east-1", "access_key": "key", "secret_key": "secret",
    }  # fmt: skip
    client_of(address).create_bucket(Bucket=name)
    storages = {
        "default": {"BACKEND": "newsroom.bucket.BucketStorage", "OPTIONS": options},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    with override_settings(STORAGES=storages, S3_BUCKET=name):
        yield name


def client_of(address):
    return boto3.client(
        "s3", endpoint_url=address, region_name="us-east-1",
        aws_access_key_id="key", aws_secret_access_key="secret",
    )  # fmt: skip


def read_all():
    """The bytes of each file in the bucket, but those that backups keep beside."""
    found = {}
    for name in default_storage.names():
        if not name.startswith("."):
            with default_storage.open(name) as file:
                found[name] = file.read()
    return found
