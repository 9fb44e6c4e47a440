"""One connection: uvicorn's, with an end to clients that are slow, or gone, or not HTTP."""

from __future__ import annotations

import asyncio

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from waypost.serve.addresses import EVENTS
from waypost.serve.policy import Refusal
from waypost.serve.responses import refused

HEAD_SECONDS = 10.0
"""How long a client may take to send the head of a request."""

STALL_SECONDS = 30.0
"""How long a client may leave what it is sent unread."""

MOST_WAITING = 128
"""Clients that have sent no request yet; of more the one that has waited longest goes."""

NOT_HTTP = Refusal(400, "This is not a request in HTTP/1.1, or its head is too long.")


class Connection(H11Protocol):
    """A connection that is ended by the server where the other side does not go on."""

    _waiting: asyncio.TimerHandle | None = None
    _stalled: asyncio.TimerHandle | None = None
    _is_last = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Give the client its time for a first request."""
        super().connection_made(transport)
        # So that what the client has not taken off the socket always starts a clock.
        transport.set_write_buffer_limits(high=0)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the clocks."""
        self._unset(self._waiting)
        self._unset(self._stalled)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Stop or start the clock, as a request is whole or has only begun."""
        super().data_received(data)
        if self.conn.their_state is not h11.IDLE:
            self._unset(self._waiting)
            self._waiting = None
        elif self._waiting is None:
            self._wait()

    def eof_received(self) -> bool:  # type: ignore[override]
        """Let who has asked, and will ask no more, have the answer first.

        Whoever leaves a stream of events does not wait for one.
        """
        self._is_last = self.cycle is not None and self.scope["raw_path"] != EVENTS.encode()
        return self._is_last and not self.cycle.response_complete

    def on_response_complete(self) -> None:
        """End the connection after the last answer."""
        super().on_response_complete()
        if self._is_last and self.cycle.response_complete:
            self.transport.close()

    def pause_writing(self) -> None:
        """Give a client that reads too slowly its time."""
        super().pause_writing()
        self._stalled = self.loop.call_later(STALL_SECONDS, self.transport.abort)

    def resume_writing(self) -> None:
        """Note that the client reads on."""
        self._unset(self._stalled)
        super().resume_writing()

    def send_400_response(self, msg: str) -> None:
        """Refuse what h11 can't read; ``msg``, uvicorn's word for it, helps nobody."""
        del msg
        response = refused(NOT_HTTP)
        fields = [(name.encode(), value.encode()) for name, value in response.headers]
        head = h11.Response(status_code=400, headers=fields, reason=b"Bad Request")
        for event in (head, h11.Data(data=response.body), h11.EndOfMessage()):
            self.transport.write(self.conn.send(event) or b"")
        self.transport.close()

    def _wait(self) -> None:
        self._waiting = self.loop.call_later(HEAD_SECONDS, self.transport.abort)
        clocks = {
            one: one._waiting.when()
            for one in self.connections
            if isinstance(one, Connection) and one._waiting
        }
        if len(clocks) > MOST_WAITING:
            min(clocks, key=clocks.__getitem__).transport.abort()

    @staticmethod
    def _unset(timer: asyncio.TimerHandle | None) -> None:
        if timer is not None:
            timer.cancel()
