"""Who may ask: every request passes here before anything else sees it."""

from __future__ import annotations

import asyncio
import hmac
import ipaddress
import json
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qs

MAX_BODY = 64 * 2**10
"""Bytes; a correction has a few hundred."""
MAX_SECONDS = 30
"""How long a body may take."""

Scope = Mapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Any, Receive, Send], Awaitable[None]]

_ALWAYS = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cache-control", b"no-store"),
)
_NOTHING = (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'")
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Door:
    """Where the server listens, and the secret that its addresses carry."""

    host: str
    port: int
    token: str

    @property
    def cookie(self) -> str:
        """The cookie's name. Cookies do not tell ports apart, and several servers may run."""
        return f"cnreport-review-{self.port}"

    @property
    def address(self) -> str:
        """The address to open, with the secret."""
        host = _LOOPBACK[1] if self._everywhere else self.host
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}/?token={self.token}"

    @property
    def _everywhere(self) -> bool:
        return self.host in ("0.0.0.0", "::")

    def knows_host(self, header: str) -> bool:
        """Whether a Host header names this server.

        A page elsewhere may let a name of its own lead here, so only names that are known count: the loopback ones, the
        one that was given, and where the server listens everywhere, plain addresses.
        """
        name, colon, port = header.rpartition(":")
        if not colon or "]" in port:
            name, port = header, "80"
        if port != str(self.port):
            return False
        name = name.removeprefix("[").removesuffix("]").lower()
        if name in _LOOPBACK and (self._everywhere or self.host in _LOOPBACK):
            return True
        return name == self.host.lower() or (self._everywhere and _is_address(name))

    def opens(self, given: str | None) -> bool:
        """Whether the secret is right; how long the answer takes tells nothing about it."""
        return given is not None and hmac.compare_digest(given.encode(), self.token.encode())


class Guard:
    """Lets through what comes from the page itself, with the secret, small and as JSON; 4xx for everything else."""

    def __init__(self, application: Application, door: Door) -> None:
        self._application, self._door = application, door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or hand it on."""
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        headers = _Headers(scope)
        fault = self._refusal(scope, headers)
        if fault is not None:
            await _answer(send, *fault)
            return
        if not self._admitted(scope, headers):
            token = parse_qs(scope["query_string"].decode("latin-1")).get("token", [None])[0]
            if scope["path"] == "/" and scope["method"] == "GET" and self._door.opens(token):
                await self._enter(send)
            else:
                await _answer(send, HTTPStatus.UNAUTHORIZED, "请用 cnreport review 在终端显示的地址打开")
            return
        if scope["method"] == "POST":
            body = await _body(receive)
            if body is None:
                await _answer(send, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "请求太大或太慢")
                return
            receive = _again(body, receive)
        await self._application(scope, receive, _guarded(send))

    def _refusal(self, scope: Scope, headers: _Headers) -> tuple[HTTPStatus, str] | None:
        hosts = headers.all("host")
        if len(hosts) != 1 or not self._door.knows_host(hosts[0]):
            return HTTPStatus.MISDIRECTED_REQUEST, "这个主机名不是本服务的"
        method = scope["method"]
        if method not in ("GET", "HEAD", "POST"):
            return HTTPStatus.METHOD_NOT_ALLOWED, "只接受 GET 和 POST"
        origins = headers.all("origin")
        own = [f"http://{hosts[0]}"]
        if origins != own and (origins or method == "POST"):
            return HTTPStatus.FORBIDDEN, "请求不是从本页发出的"
        if method == "POST":
            if headers.one("sec-fetch-site") not in (None, "same-origin"):
                return HTTPStatus.FORBIDDEN, "请求不是从本页发出的"
            if (headers.one("content-type") or "").partition(";")[0].strip().lower() != "application/json":
                return HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "只接受 JSON"
            length = headers.one("content-length") or "0"
            if not length.isdecimal() or int(length[:12]) > MAX_BODY:
                return HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "请求太大"
        return None

    def _admitted(self, scope: Scope, headers: _Headers) -> bool:
        bearer, _, token = (headers.one("authorization") or "").partition(" ")
        if bearer.lower() == "bearer" and self._door.opens(token.strip()):
            return True
        try:
            morsel = SimpleCookie(headers.one("cookie") or "").get(self._door.cookie)
        except CookieError:
            return False
        return self._door.opens(morsel.value if morsel else None)

    async def _enter(self, send: Send) -> None:
        """The secret goes from the address, where others may read it, into a cookie that only this server gets."""
        cookie = f"{self._door.cookie}={self._door.token}; Path=/; HttpOnly; SameSite=Strict"
        headers = [(b"location", b"/"), (b"set-cookie", cookie.encode()), _NOTHING, *_ALWAYS]
        await send({"type": "http.response.start", "status": HTTPStatus.SEE_OTHER, "headers": headers})
        await send({"type": "http.response.body", "body": b""})


class _Headers:
    def __init__(self, scope: Scope) -> None:
        self._pairs: list[tuple[bytes, bytes]] = scope["headers"]

    def all(self, name: str) -> list[str]:
        return [value.decode("latin-1") for key, value in self._pairs if key.decode("latin-1").lower() == name]

    def one(self, name: str) -> str | None:
        return next(iter(self.all(name)), None)


def is_loopback(host: str) -> bool:
    """Whether a host that somebody wants to listen on can be reached from this machine only."""
    return host in _LOOPBACK or (_is_address(host) and ipaddress.ip_address(host).is_loopback)


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


async def _body(receive: Receive) -> bytes | None:
    """The whole body; None when it is too large or takes too long."""
    body = b""
    try:
        async with asyncio.timeout(MAX_SECONDS):
            while True:
                message = await receive()
                body += bytes(message.get("body", b""))
                if len(body) > MAX_BODY:
                    return None
                if not message.get("more_body"):
                    return body
    except TimeoutError:
        return None


def _again(body: bytes, receive: Receive) -> Receive:
    sent = False

    async def replayed() -> Message:
        nonlocal sent
        if sent:
            return await receive()
        sent = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replayed


def _guarded(send: Send) -> Send:
    async def guarded(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = list(message.get("headers", ()))
            if not any(name == _NOTHING[0] for name, _ in headers):
                headers.append(_NOTHING)
            message = {**message, "headers": [*headers, *_ALWAYS]}
        await send(message)

    return guarded


async def _answer(send: Send, status: HTTPStatus, reason: str) -> None:
    body = json.dumps({"error": {"code": status.phrase.lower().replace(" ", "-"), "message": reason}}).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode()), _NOTHING, *_ALWAYS]
    await send({"type": "http.response.start", "status": int(status), "headers": headers})
    await send({"type": "http.response.body", "body": body})
