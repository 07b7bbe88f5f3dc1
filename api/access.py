"""Who may ask: the check before every request, by the scope in the table of operations."""

import ipaddress
import math

from flask import Flask, g, request

from api.keys import KeyStore, Scope
from api.operations import OPERATIONS, openapi_path
from matcher.errors import TallymanError

_SCOPES = {(op.method, op.path): op.scope for op in OPERATIONS}
_SCHEMES = ("apikey", "bearer")


class Unauthenticated(TallymanError):
    """No key was sent, or one that is not good."""


class Forbidden(TallymanError):
    """The key is good, but not for this."""


class TooManyRequests(TallymanError):
    """The key has had its requests of this minute."""

    def __init__(self, per_minute: int, wait_s: float) -> None:
        self.retry_after_s = max(1, math.ceil(wait_s))
        super().__init__(f"this key may ask {per_minute} times a minute")


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches an address."""
    return host == "localhost" or ipaddress.ip_address(host).is_loopback


def register(app: Flask, keys: KeyStore, *, host: str) -> None:
    """Ask for a key where one was ever made, and everywhere beyond loopback."""
    is_open = is_loopback(host)

    def check() -> None:
        scope = _scope_of_request()
        if scope is None or (is_open and not keys.has_keys()):
            return
        token = _token()
        if token is None:
            raise Unauthenticated("send a key: Authorization: ApiKey <key>")
        key = keys.find(token)
        if key is None:
            raise Unauthenticated("this key is not known, or was revoked")
        g.key_id = key.id
        if not key.may(scope):
            raise Forbidden(f"this key is not good for {scope}")
        wait_s = keys.count(key)
        if wait_s is not None and key.per_minute is not None:
            raise TooManyRequests(key.per_minute, wait_s)

    app.before_request(check)


def _scope_of_request() -> Scope | None:
    """What the request needs; a route that the table does not have needs everything."""
    if request.url_rule is None or request.endpoint == "static":
        return None  # not found, or nothing secret
    path = openapi_path(request.url_rule.rule)
    method = "GET" if request.method == "HEAD" else request.method
    if method == "OPTIONS":
        return None
    return _SCOPES.get((method, path), Scope.ADMIN)


def _token() -> str | None:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() in _SCHEMES and token:
        return token.strip()
    return request.headers.get("X-API-Key")
