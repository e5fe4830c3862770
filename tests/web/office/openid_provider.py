"""A small OpenID Connect provider of our own, for trying single sign-on: discovery, one page to sign in, token, keys.

It does what OpenID Connect Core 1.0 asks of the authorization code flow (section 3.1) and no more: the code is good
once, the client must show its secret, the ID token is signed (RS256) and carries the nonce.
"""

from __future__ import annotations

import base64
import json
import secrets
import threading
import time
from contextlib import contextmanager
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT_ID, CLIENT_SECRET = "clemency-office", "an invented secret"
PAGE = """<!doctype html><html lang="en"><title>Agency sign-in</title><main><h1>Agency sign-in</h1>
<form method="post"><input type="hidden" name="asked" value="{asked}">
<label for="who">Badge number</label><input id="who" name="who"><button>Sign in to the agency</button></form></main>"""


def _number(value):
    return base64.urlsafe_b64encode(value.to_bytes((value.bit_length() + 7) // 8, "big")).rstrip(b"=").decode()


class _Provider(BaseHTTPRequestHandler):
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    codes: ClassVar[dict[str, dict]] = {}
    tokens: ClassVar[dict[str, str]] = {}

    def log_message(self, *words):
        pass

    @property
    def issuer(self):
        return f"http://localhost:{self.server.server_port}"

    def _send(self, body, kind="application/json", status=200, **headers):
        data = body.encode()
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(data)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def do_GET(self):
        parts = urlsplit(self.path)
        if parts.path == "/.well-known/openid-configuration":
            self._send(json.dumps({
                "issuer": self.issuer, "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token", "userinfo_endpoint": f"{self.issuer}/userinfo",
                "jwks_uri": f"{self.issuer}/keys", "response_types_supported": ["code"],
                "subject_types_supported": ["public"], "id_token_signing_alg_values_supported": ["RS256"],
                "token_endpoint_auth_methods_supported": ["client_secret_post"],
            }))  # fmt: skip
        elif parts.path == "/keys":
            public = self.key.public_key().public_numbers()
            key = {
                "kty": "RSA",
                "kid": "1",
                "alg": "RS256",
                "use": "sig",
                "n": _number(public.n),
                "e": _number(public.e),
            }
            self._send(json.dumps({"keys": [key]}))
        elif parts.path == "/authorize":
            self._send(PAGE.format(asked=escape(parts.query, quote=True)), "text/html; charset=utf-8")
        elif parts.path == "/userinfo":
            subject = self.tokens.get(self.headers.get("Authorization", "").removeprefix("Bearer "))
            if subject is None:
                self._send("{}", status=401)
            else:
                self._send(json.dumps({"sub": subject, "name": "Invented Officer"}))
        elif parts.path == "/favicon.ico":
            self._send("", "image/x-icon", 204)
        else:
            self._send("{}", status=404)

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        form = {name: values[0] for name, values in parse_qs(body).items()}
        if self.path.startswith("/authorize"):
            asked = {name: values[0] for name, values in parse_qs(form["asked"]).items()}
            code = secrets.token_urlsafe(16)
            self.codes[code] = {**asked, "sub": form["who"]}
            back = f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"
            self._send("", "text/plain", 302, Location=back)
            return
        granted = self.codes.pop(form.get("code", ""), None)
        known = (form.get("client_id"), form.get("client_secret")) == (CLIENT_ID, CLIENT_SECRET)
        if granted is None or not known or form.get("redirect_uri") != granted["redirect_uri"]:
            self._send(json.dumps({"error": "invalid_grant"}), status=400)
            return
        access, now = secrets.token_urlsafe(16), int(time.time())
        self.tokens[access] = granted["sub"]
        claims = {"iss": self.issuer, "aud": CLIENT_ID, "sub": granted["sub"], "iat": now, "exp": now + 300}
        if "nonce" in granted:
            claims["nonce"] = granted["nonce"]
        signed = jwt.encode(claims, self.key, algorithm="RS256", headers={"kid": "1"})
        self._send(json.dumps({"access_token": access, "token_type": "Bearer", "expires_in": 300, "id_token": signed}))


@contextmanager
def provider():
    """Yields the issuer's address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Provider)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://localhost:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
