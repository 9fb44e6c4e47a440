"""The preview as an ASGI application: requests come in, answers and events go out."""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Awaitable, Callable, Mapping
from contextlib import aclosing, suppress
from threading import Thread
from typing import Any, TypeVar
from urllib.parse import parse_qsl

from waypost.serve import responses
from waypost.serve.addresses import EVENTS, decoded
from waypost.serve.answers import SOON, Answers
from waypost.serve.events import Events
from waypost.serve.policy import Policy, Refusal, Request
from waypost.serve.responses import CLOSED, Response
from waypost.store.blobs import LostBlob

T = TypeVar("T")
Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]

CHUNK = 1 << 16
AT_ONCE = 32
"""Requests that are worked on at once; the next ones wait for one of these to be done."""

LOST = "The cache has lost this file, and the next build makes it anew: reload in a moment."
BUG = "This is a bug in Waypost. The terminal tells more."


class App:
    """Lets requests in or refuses them, and sends the answers.

    ``told`` hears of exceptions that an answer came to: lost bytes, and bugs.
    """

    def __init__(
        self,
        answers: Answers,
        policy: Policy,
        events: Events,
        told: Callable[[Exception], None],
    ) -> None:
        self._answers = answers
        self._policy = policy
        self._events = events
        self._told = told
        self._places = asyncio.Semaphore(AT_ONCE)

    async def __call__(self, scope: Mapping[str, Any], receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(
            method=scope["method"],
            path=scope["raw_path"],
            query=scope["query_string"],
            headers=tuple(scope["headers"]),
            version=scope["http_version"],
        )
        refusal = self._policy.refuse(request)
        if refusal is None and decoded(request.path) == EVENTS:
            refusal = self._policy.refuse_stream(request) or self._stranger(request)
            if refusal is None:
                await self._stream(request, receive, send)
                return
        if refusal is not None:
            await _send(responses.refused(refusal), send)
            return
        async with self._places:
            response = await _aside(lambda: self._answer(request))
        await _send(response, send)

    def _answer(self, request: Request) -> Response:
        try:
            return self._answers.to(request)
        except LostBlob as lost:
            self._told(lost)
            return responses.told(503, LOST, SOON)
        except Exception as bug:
            self._told(bug)
            return responses.told(500, BUG)

    def _stranger(self, request: Request) -> Refusal | None:
        token = _asked(request).get("token", "")
        if hmac.compare_digest(token.encode(), self._answers.token.encode()):
            return None
        return Refusal(403, "Events are for pages that this process has served: reload yours.")

    async def _stream(self, request: Request, receive: Receive, send: Send) -> None:
        fields = (
            ("Content-Type", "text/event-stream; charset=utf-8"),
            *responses.guarded(CLOSED),
        )
        await _begin(Response(200, fields), send)
        if request.method == "HEAD":
            await send({"type": "http.response.body"})
            return
        since = request.value(b"last-event-id") or _asked(request).get("since", "")
        pump = asyncio.create_task(self._pump(_number(since), send))
        gone = asyncio.create_task(_gone(receive))
        try:
            await asyncio.wait({pump, gone}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            pump.cancel()
            gone.cancel()
            await asyncio.gather(pump, gone, return_exceptions=True)

    async def _pump(self, since: int | None, send: Send) -> None:
        async with aclosing(self._events.stream(since)) as events:
            async for event in events:
                await _send_pieces(event, send)
        await send({"type": "http.response.body"})


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _begin(response: Response, send: Send) -> None:
    fields = [(name.lower().encode(), value.encode("latin-1")) for name, value in response.headers]
    await send({"type": "http.response.start", "status": response.status, "headers": fields})


async def _send(response: Response, send: Send) -> None:
    await _begin(response, send)
    await _send_pieces(response.body, send)
    await send({"type": "http.response.body"})


async def _send_pieces(data: bytes, send: Send) -> None:
    """Send a part of a body, each piece when the client has taken the one before."""
    for start in range(0, len(data), CHUNK):
        piece = data[start : start + CHUNK]
        await send({"type": "http.response.body", "body": piece, "more_body": True})


async def _aside(work: Callable[[], T]) -> T:
    """Do something slow in a thread, for which the end of the process does not wait."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[T] = loop.create_future()

    def settle(result: T | BaseException) -> None:
        if done.cancelled():
            return
        if isinstance(result, BaseException):
            done.set_exception(result)
        else:
            done.set_result(result)

    def run() -> None:
        try:
            result: T | BaseException = work()
        except BaseException as error:
            result = error
        with suppress(RuntimeError):  # the loop has been closed meanwhile
            loop.call_soon_threadsafe(settle, result)

    Thread(target=run, name="waypost-answer", daemon=True).start()
    return await done


def _asked(request: Request) -> dict[str, str]:
    return dict(parse_qsl(request.query.decode("ascii", "replace")))


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
