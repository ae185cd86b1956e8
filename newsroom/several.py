"""Settings of several nodes, from the environment: what they share, and where it is."""

from __future__ import annotations

from typing import Any

from environ import Env


def share(most: int) -> dict[str, Any]:
    """A pool of so many connections at most. Of a server that is gone none waits for longer than
    two seconds, and it is found again a moment after it is back."""
    return {"min_size": 1, "max_size": most, "timeout": 2, "reconnect_timeout": 3}


def read_bucket(env: Env) -> dict[str, Any]:
    """The storage for the bucket that S3_BUCKET names, at whichever service."""
    options = {
        "bucket_name": env.str("S3_BUCKET"),
        "location": env.str("S3_FOLDER", default=""),
        "endpoint_url": env.str("S3_ENDPOINT", default="") or None,
        "region_name": env.str("S3_REGION", default="us-east-1"),
        "access_key": env.str("S3_ACCESS_KEY", default="") or None,
        "secret_key": env.str("S3_SECRET_KEY", default="") or None,
        "addressing": env.str("S3_ADDRESSING", default="auto", choices=["auto", "path", "virtual"]),
    }
    return {"BACKEND": "newsroom.bucket.BucketStorage", "OPTIONS": options}


def add_replica(env: Env, databases: dict[str, Any], middleware: list[str]) -> None:
    """Add the streaming replica that REPLICA_URL names, and what has readers' pages read from it.

    It is like the primary, but nobody waits for it.
    """
    primary, there = databases["default"], env.db_url("REPLICA_URL")
    # Not where the primary is, nor that it must take writes.
    same = ("options", "tcp_user_timeout", "pool")
    options = {key: primary["OPTIONS"][key] for key in same if key in primary["OPTIONS"]}
    if "pool" in options:
        options["pool"] = options["pool"] | {"timeout": 1}
    options |= {"connect_timeout": 1} | there.get("OPTIONS", {})
    databases["replica"] = primary | there | {"OPTIONS": options, "TEST": {"MIRROR": "default"}}
    place = middleware.index("articles.middleware.WatchDatabaseFile")
    middleware.insert(place, "newsroom.replica.ReadFromReplica")
