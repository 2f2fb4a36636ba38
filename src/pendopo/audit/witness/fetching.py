"""Asking a log for its head and, tile by tile, for the hashes of a proof; sending it a cosignature."""

import json
import urllib.error
import urllib.request
from dataclasses import dataclass, field

from pendopo.audit import merkle

HASH, TILE, HEIGHT = 32, 256, 8
LONGEST = 1_000_000
TIMEOUT = 20


class NotAnswered(Exception):
    """The log does not answer, or not as the protocol says."""


def fetch(url: str, content: bytes | None = None) -> bytes:
    """What stands at an http(s) address, at most a megabyte. Raises NotAnswered."""
    if not url.startswith(("http://", "https://")):
        raise NotAnswered(f"not an http address: {url}")
    headers = {"Content-Type": "application/json"} if content is not None else {}
    request = urllib.request.Request(url, data=content, headers=headers)  # noqa: S310 - checked above
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310
            found: bytes = answer.read(LONGEST + 1)
    except urllib.error.HTTPError as refusal:
        refusal.close()
        raise NotAnswered(f"{url}: {refusal.code}") from refusal
    except OSError as failure:
        raise NotAnswered(f"{url}: {failure}") from failure
    if len(found) > LONGEST:
        raise NotAnswered(f"{url}: more than {LONGEST} bytes")
    return found


def path_of(number: int) -> str:
    """A tile's number in groups of three: 1234067 is x001/x234/067."""
    groups = [f"{number % 1000:03}"]
    while number >= 1000:
        number //= 1000
        groups.append(f"x{number % 1000:03}")
    return "/".join(reversed(groups))


@dataclass
class RemoteLog:
    """A log at an address, e.g. https://pendopo.example."""

    url: str
    tiles: dict[tuple[int, int], merkle.Node] = field(default_factory=dict)

    def note(self) -> str:
        """The signed head, with the cosignatures that it has already."""
        return fetch(f"{self.url}/log/checkpoint").decode()

    def consistency(self, old: int, size: int) -> list[bytes]:
        """The proof that the tree of `old` leaves begins the tree of `size`, built from the tiles."""
        return merkle.consistency_proof(lambda level, index: self._node(level, index, size), old, size)

    def _node(self, level: int, index: int, size: int) -> bytes:
        height, within = divmod(level, HEIGHT)
        number, place = divmod(index << within, TILE)
        if (height, number) not in self.tiles:
            self.tiles[height, number] = self._tile(height, number, size)
        return self.tiles[height, number](within, place >> within)

    def _tile(self, height: int, number: int, size: int) -> merkle.Node:
        width = min(TILE, (size >> (HEIGHT * height)) - number * TILE)
        part = f".p/{width}" if width < TILE else ""
        found = fetch(f"{self.url}/log/tile/{height}/{path_of(number)}{part}")
        if len(found) != width * HASH:
            raise NotAnswered(f"tile {height}/{number} has not {width} hashes")
        return merkle.nodes_of([found[at : at + HASH] for at in range(0, len(found), HASH)])

    def send(self, size: int, line: str) -> None:
        """Give the log a cosignature of its head. Raises NotAnswered."""
        body = {"size": size, "lines": [line.rstrip("\n")]}
        fetch(f"{self.url}/api/v1/audit/cosignatures", json.dumps(body).encode())
