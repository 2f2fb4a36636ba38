"""A small client for load: plain sockets that are kept open, one request in flight on each."""

import socket
from dataclasses import dataclass

CONNECTIONS = 8


@dataclass(frozen=True)
class Reply:
    """What a server answered: the head as text, the body."""

    head: str
    body: bytes

    def header(self, name: str) -> str:
        """The value of a header, or nothing."""
        for line in self.head.split("\r\n")[1:]:
            key, _, value = line.partition(":")
            if key.strip().lower() == name:
                return value.strip()
        return ""


class Line:
    """One kept connection."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=30)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._left = b""

    def send(self, request: bytes) -> None:
        self._socket.sendall(request)

    def receive(self) -> Reply:
        """One whole answer; it must say its length."""
        data = self._left
        while b"\r\n\r\n" not in data:
            data += self._more()
        head, _, body = data.partition(b"\r\n\r\n")
        length = _length(head)
        while len(body) < length:
            body += self._more()
        self._left = body[length:]
        return Reply(head.decode("latin-1"), body[:length])

    def _more(self) -> bytes:
        piece = self._socket.recv(262_144)
        if not piece:
            raise ConnectionError("the server closed the connection")
        return piece

    def close(self) -> None:
        self._socket.close()


def _length(head: bytes) -> int:
    lower = head.lower()
    at = lower.find(b"content-length:")
    return int(lower[at + 15 :].split(b"\r\n", 1)[0]) if at >= 0 else 0


def request_for(path: str) -> bytes:
    """A GET as a browser sends it to a site without a cookie of ours."""
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\nAccept: text/html\r\n\r\n".encode()


def fetch(port: int, path: str) -> Reply:
    """One GET on a connection of its own."""
    line = Line(port)
    try:
        line.send(request_for(path))
        return line.receive()
    finally:
        line.close()


def load(port: int, path: str, times: int) -> Reply:
    """GET the path `times` times over a few kept connections; gives the last answer."""
    request = request_for(path)
    lines = [Line(port) for _ in range(CONNECTIONS)]
    try:
        reply = Reply("", b"")
        for _round in range(max(1, times // CONNECTIONS)):
            for line in lines:
                line.send(request)
            for line in lines:
                reply = line.receive()
        return reply
    finally:
        for line in lines:
            line.close()
