"""A small OpenID Connect provider on this machine, for tests: it vouches for whomever the test says."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import ClassVar
from urllib.parse import parse_qs

import jwt

SECRET = "rahasia-yang-cukup-panjang-untuk-uji-coba"


class Provider(BaseHTTPRequestHandler):
    """Discovery, token and user information; it remembers what it was asked."""

    claims: ClassVar[dict] = {}
    asked: ClassVar[list[dict]] = []

    def do_GET(self):
        if self.path.endswith("/.well-known/openid-configuration"):
            base = f"http://127.0.0.1:{self.server.server_port}"
            self._answer(
                {
                    "issuer": base,
                    "authorization_endpoint": f"{base}/masuk",
                    "token_endpoint": f"{base}/token",
                    "userinfo_endpoint": f"{base}/userinfo",
                    "jwks_uri": f"{base}/jwks",
                    "token_endpoint_auth_methods_supported": ["client_secret_post"],
                }
            )
        elif self.path == "/userinfo" and self.headers["Authorization"] == "Bearer kunci-akses":
            self._answer(self.claims)
        else:
            self.send_error(404)

    def do_POST(self):
        typed = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.asked.append({name: values[0] for name, values in typed.items()})
        if typed.get("code") != ["kode-benar"]:
            self._answer({"error": "invalid_grant"}, 400)
            return
        base = f"http://127.0.0.1:{self.server.server_port}"
        moment = int(time.time())
        said = {"iss": base, "aud": "pendopo", "sub": self.claims["sub"], "iat": moment, "exp": moment + 60}
        token = jwt.encode(said, SECRET, algorithm="HS256")
        self._answer({"access_token": "kunci-akses", "token_type": "Bearer", "expires_in": 60, "id_token": token})

    def _answer(self, values, status=200):
        body = json.dumps(values).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *values):
        """Quiet."""


class RunningProvider:
    """The provider while a test runs: `claims` is what it says of the person, `asked` what came to its token door."""

    def __enter__(self):
        self.server = HTTPServer(("127.0.0.1", 0), Provider)
        self.claims, self.asked = Provider.claims, Provider.asked
        self.claims.clear()
        self.asked.clear()
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever, args=[0.01], daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *values):
        self.server.shutdown()
        self.thread.join(10)
        self.server.server_close()
