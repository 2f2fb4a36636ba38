"""Posting to an address that somebody typed in, without being led inside: https, public addresses, no redirects.

The name is resolved once and the connection goes to the very address that was checked, so that a name which answers
differently the second time (rebinding) gains nothing. PENDOPO_WEBHOOKS_INSIDE lets http and private addresses pass, for
an instance whose receivers stand in the same closed network.
"""

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Mapping
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

TIMEOUT = 10
# Addresses of IPv6 that carry one of IPv4 inside.
TUNNELS = [ipaddress.ip_network(net) for net in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")]


class AddressRefused(Exception):
    """The address is not one that may be posted to."""


def inside_allowed() -> bool:
    """Whether this instance may post to http and to private addresses."""
    return bool(settings.PENDOPO_WEBHOOKS_INSIDE)


def read_address(url: str) -> SplitResult:
    """The parts of a well formed https address without name and password. Raises AddressRefused."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise AddressRefused("not an address") from None
    schemes = {"https", "http"} if inside_allowed() else {"https"}
    if parts.scheme not in schemes or not parts.hostname or parts.username or parts.password or port == 0:
        raise AddressRefused("write an https address without a name and a password")
    if any(sign.isspace() or ord(sign) < 32 for sign in url):
        raise AddressRefused("an address has no spaces")
    return parts


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet."""
    found = ipaddress.ip_address(address.split("%", maxsplit=1)[0])
    mapped = getattr(found, "ipv4_mapped", None)
    if mapped is not None:
        return is_public(str(mapped))
    tunnelled = found.version == 6 and any(found in net for net in TUNNELS)
    return found.is_global and not found.is_multicast and not tunnelled


def resolve(host: str, port: int) -> str:
    """One address of the host; all that it has must be public. Raises AddressRefused, OSError."""
    found = [str(row[4][0]) for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not inside_allowed() and not all(is_public(address) for address in found):
        raise AddressRefused(f"{host} has an address that is not public")
    return found[0]


def post(url: str, body: bytes, headers: Mapping[str, str]) -> int:
    """Post once and give the status; redirects are not followed. Raises AddressRefused, OSError, HTTPException."""
    parts = read_address(url)
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    connection = http.client.HTTPConnection(host, port, timeout=TIMEOUT)
    raw = socket.create_connection((resolve(host, port), port), TIMEOUT)
    secure = parts.scheme == "https"
    connection.sock = ssl.create_default_context().wrap_socket(raw, server_hostname=host) if secure else raw
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("POST", path, body, {**headers, "Host": parts.netloc, "User-Agent": "Pendopo"})
        return connection.getresponse().status
    finally:
        connection.close()
