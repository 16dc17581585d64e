"""Publishing to object storage with the S3 protocol: Amazon, MinIO, Aliyun OSS, Tencent COS, Cloudflare R2."""

import mimetypes
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from generator.policy import FOREVER, HASHED, SHORT, TYPES

_HASHED = re.compile(HASHED)
_MISSING = frozenset({"404", "NoSuchKey", "NotFound"})


class StorageRefused(Exception):
    """The storage refused a request or did not answer; carries the reason."""


class ExtraMissing(Exception):
    """boto3 is not installed."""


class Bucket:
    """A destination in a bucket, below an optional prefix. Credentials come from where boto3 looks for them."""

    def __init__(self, url: str, endpoint: str | None = None) -> None:
        parts = urlsplit(url)
        self._bucket, prefix = parts.netloc, parts.path.strip("/")
        self._prefix = f"{prefix}/" if prefix else ""
        self._client, self._errors = _client(endpoint)

    def read(self, path: str) -> bytes | None:
        """The bytes of an object; None if there is none."""
        try:
            body: bytes = self._client.get_object(Bucket=self._bucket, Key=self._prefix + path)["Body"].read()
            return body
        except self._errors as error:
            if _is_missing(error):
                return None
            raise StorageRefused(str(error)) from None

    def write(self, path: str, content: bytes) -> None:
        """Writes an object with its content type and cache headers."""
        kept = FOREVER if _HASHED.search(path) else SHORT
        self._do("put_object", Key=self._prefix + path, Body=content, ContentType=type_of(path), CacheControl=kept)

    def copy(self, path: str, to: str) -> None:
        """Copies an object within the storage; does nothing if it does not exist."""
        source = {"Bucket": self._bucket, "Key": self._prefix + path}
        try:
            self._client.copy_object(Bucket=self._bucket, Key=self._prefix + to, CopySource=source)
        except self._errors as error:
            if not _is_missing(error):
                raise StorageRefused(str(error)) from None

    def delete(self, path: str) -> None:
        """Deletes an object if it exists."""
        self._do("delete_object", Key=self._prefix + path)

    def paths(self, folder: str = "") -> Iterator[str]:
        """The paths of all objects under the prefix, or of those in a folder."""
        pages = self._client.get_paginator("list_objects_v2")
        try:
            for page in pages.paginate(Bucket=self._bucket, Prefix=self._prefix + folder):
                yield from (each["Key"].removeprefix(self._prefix) for each in page.get("Contents", ()))
        except self._errors as error:
            raise StorageRefused(str(error)) from None

    def _do(self, action: str, **given: Any) -> None:
        try:
            getattr(self._client, action)(Bucket=self._bucket, **given)
        except self._errors as error:
            raise StorageRefused(str(error)) from None


def _is_missing(error: Any) -> bool:
    """Whether an error means that there is no such object; a missing answer does not mean that."""
    return getattr(error, "response", {}).get("Error", {}).get("Code") in _MISSING


def _client(endpoint: str | None) -> tuple[Any, tuple[type[Exception], ...]]:
    """The boto3 client, and the exceptions that it raises for refusals and for missing answers."""
    try:
        import boto3
        from botocore.exceptions import BotoCoreError, ClientError
    except ImportError:
        raise ExtraMissing from None
    try:
        return boto3.client("s3", endpoint_url=endpoint), (ClientError, BotoCoreError)
    except (BotoCoreError, ValueError) as error:  # no region, or an endpoint that is not a URL
        raise StorageRefused(str(error)) from None


def type_of(path: str) -> str:
    """The content type of a file, with its charset."""
    ending = "." + path.rpartition(".")[2]
    kind = TYPES.get(ending) or mimetypes.guess_type(path)[0] or "application/octet-stream"
    text = kind.startswith("text/") or kind in ("application/json", "application/atom+xml", "application/javascript")
    return f"{kind}; charset=utf-8" if text else kind
