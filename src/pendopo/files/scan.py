"""The hook for a virus scanner: none by default, or clamd on its socket."""

import socket
import struct
from typing import Protocol

from django.conf import settings

from pendopo.kernel.registry import Registry

_CHUNK = 1 << 16


class ScannerUnavailable(Exception):
    """The scanner that the settings name does not answer: nothing may come in unscanned."""


class Scanner(Protocol):
    """Looks at bytes; gives the name of what it found, or an empty text. Raises ScannerUnavailable."""

    def found_in(self, data: bytes) -> str: ...


class NoScanner:
    """Finds nothing: the type, size and content checks still stand."""

    def found_in(self, data: bytes) -> str:
        """Always an empty text."""
        return ""


class Clamd:
    """ClamAV's daemon, by the INSTREAM command on the Unix socket PENDOPO_CLAMD_SOCKET."""

    def found_in(self, data: bytes) -> str:
        """The name of the virus, or an empty text. Raises ScannerUnavailable."""
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
                connection.settimeout(30)
                connection.connect(getattr(settings, "PENDOPO_CLAMD_SOCKET", "/run/clamav/clamd.ctl"))
                connection.sendall(b"zINSTREAM\0")
                for start in range(0, len(data), _CHUNK):
                    chunk = data[start : start + _CHUNK]
                    connection.sendall(struct.pack("!L", len(chunk)) + chunk)
                connection.sendall(struct.pack("!L", 0))
                answer = connection.recv(4096).rstrip(b"\0\n").decode("utf-8", "replace")
        except OSError as error:
            raise ScannerUnavailable(str(error)) from error
        if answer.endswith("FOUND"):
            return answer.removeprefix("stream: ").removesuffix(" FOUND")
        if answer.endswith("OK"):
            return ""
        raise ScannerUnavailable(answer)


SCANNERS: Registry[Scanner] = Registry("virus scanner")
SCANNERS.register("NONE", NoScanner())
SCANNERS.register("CLAMD", Clamd())
