"""A kept answer: its body in three encodings, compressed once, and what a client is sent of it."""

import gzip
import hashlib
from dataclasses import dataclass, field

import brotli  # type: ignore[import-untyped]

Headers = list[tuple[str, str]]
COMPRESSIBLE = ("text/", "application/json", "application/xml", "application/manifest+json", "image/svg+xml")
LARGEST_BODY = 1_048_576
# The id of the request that rendered a page says nothing to the next reader.
REPLACED = frozenset({"content-length", "content-encoding", "etag", "vary", "x-request-id"})


@dataclass
class Page:
    """One answer 200 with the topics it depends on; `fresh` falls when one of them is touched."""

    headers: Headers
    bodies: dict[str, bytes]
    topics: tuple[str, ...]
    etag: str
    fresh: bool = True
    size: int = field(init=False)

    def __post_init__(self) -> None:
        texts = sum(len(name) + len(value) for name, value in self.headers)
        self.size = sum(map(len, self.bodies.values())) + texts + 500

    def encoding(self, accepted: str) -> str:
        """The best kept encoding that the client's Accept-Encoding allows; empty for none."""
        return next((name for name in ("br", "gzip") if name in self.bodies and _accepts(accepted, name)), "")


def _accepts(header: str, name: str) -> bool:
    for part in header.lower().split(","):
        token, _, quality = part.strip().partition(";")
        if token.strip() == name:
            return quality.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}
    return False


def make_page(headers: Headers, body: bytes, topics: tuple[str, ...]) -> Page:
    """Compress the body and give it an ETag."""
    kind = next((value for name, value in headers if name.lower() == "content-type"), "")
    bodies = {"": body}
    if kind.startswith(COMPRESSIBLE) and len(body) > 200:
        bodies["gzip"] = gzip.compress(body, compresslevel=6, mtime=0)
        bodies["br"] = brotli.compress(body, quality=5)
    kept = [(name, value) for name, value in headers if name.lower() not in REPLACED]
    return Page(kept, bodies, topics, f'W/"{hashlib.sha256(body).hexdigest()[:24]}"')


def may_keep(headers: Headers) -> tuple[str, ...]:
    """The topics of an answer that may be kept; none where it sets a cookie, differs by cookie, streams or is large."""
    found = {name.lower(): value for name, value in headers}
    length = found.get("content-length", "")
    private = "set-cookie" in found or "cookie" in found.get("vary", "").lower() or "content-encoding" in found
    if private or not length.isdigit() or int(length) > LARGEST_BODY:
        return ()
    return tuple(topic.strip() for topic in found.get("x-pendopo-topics", "").split(",") if topic.strip())
