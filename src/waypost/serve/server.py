"""The preview's server: a port, a thread, and an end that comes at once."""

from __future__ import annotations

import asyncio
import logging
import secrets
import socket
from collections.abc import Callable, Collection, Iterable
from threading import Event, Thread
from typing import Any

import uvicorn

from waypost.serve import ports
from waypost.serve.answers import Answers, client_files
from waypost.serve.app import App
from waypost.serve.connection import Connection
from waypost.serve.edition import Current, Served
from waypost.serve.events import Events
from waypost.serve.policy import LONGEST_HEAD, Policy

FIRST_PORT = 8000
TRIES = 101
_SILENT = logging.CRITICAL + 10
_LAST_PORT = 65_535


def _is_address(host: str) -> bool:
    return ":" in host or host.replace(".", "").isdigit()


def ignore(_error: Exception) -> None:
    """Tell nobody."""


class Server:
    """Serves what is current, in a thread, until it is stopped.

    ``desk`` makes the writer's page of what is served and the token of this process.
    Of the ports from ``port`` on the first free one of ``tries`` is taken; 0 stands
    for any. ``names`` are hosts by which it answers, beside loopback names and
    ``host``. ``told`` hears, in some thread, of lost bytes and bugs.
    """

    def __init__(
        self,
        current: Current,
        desk: Callable[[Served, str], bytes],
        *,
        host: str = "127.0.0.1",
        port: int = FIRST_PORT,
        tries: int = TRIES,
        names: Iterable[str] = (),
        reload: bool = True,
        told: Callable[[Exception], None] = ignore,
    ) -> None:
        self._current = current
        self._host = host
        self._wanted = range(port, min(port + tries, _LAST_PORT + 1)) if port else range(1)
        self._names = frozenset(name.lower() for name in (*names, host) if not _is_address(name))
        self._told = told
        self._thread: Thread | None = None
        self._serving: uvicorn.Server | None = None
        self._ended: Callable[[], None] = lambda: None
        self.token = secrets.token_urlsafe(24)
        self._answers = Answers(current, desk, self.token, client_files(), reload)
        self._events = Events(current.now)
        self._addresses: tuple[tuple[str, int], ...] = ()

    @property
    def port(self) -> int:
        """The port that it serves on, once it has started."""
        return self._addresses[0][1]

    @property
    def loopback(self) -> bool:
        """Whether nobody outside of this machine can reach it, once it has started."""
        return all(ports.is_loopback(name) for name, _ in self._addresses)

    @property
    def url(self) -> str:
        """Where it is, as a URL without a slash at its end, once it has started."""
        return ports.url(self._host, self.port)

    @property
    def connections(self) -> Collection[object]:
        """The connections that are open."""
        return self._serving.server_state.connections if self._serving else ()

    def start(self) -> None:
        """Take a port and serve; requests are answered from now on.

        Raises:
            UsageFault: for a host that this machine does not have.
            EnvironmentFault: where no port can be had.
        """
        sockets = ports.listen(self._host, self._wanted)
        self._addresses = tuple(ports.address(one) for one in sockets)
        serving = self._serving = uvicorn.Server(self._configuration())
        running = Event()

        def run() -> None:
            try:
                asyncio.run(self._serve(serving, sockets, running))
            except Exception as bug:
                self._told(bug)
            finally:
                running.set()

        self._thread = Thread(target=run, name="waypost-server", daemon=True)
        unsubscribe = self._current.subscribe(self._events.tell)
        self._events.tell(self._current.now)

        def end() -> None:
            unsubscribe()
            self._events.close()
            serving.should_exit = True

        self._ended = end
        self._thread.start()
        running.wait()

    def stop(self) -> None:
        """End all connections, at once, and the thread; a second time it does nothing."""
        self._ended()
        if self._thread is not None:
            self._thread.join()

    def _configuration(self) -> uvicorn.Config:
        url = f"{self.url}/"
        policy = Policy(url, self.port, self._names, any_address=not self.loopback)
        return uvicorn.Config(
            App(self._answers, policy, self._events, self._told),
            http=Connection,
            ws="none",
            lifespan="off",
            interface="asgi3",
            log_config=None,
            log_level=_SILENT,
            access_log=False,
            proxy_headers=False,
            workers=1,
            server_header=False,
            h11_max_incomplete_event_size=LONGEST_HEAD,
            timeout_keep_alive=5,
            timeout_graceful_shutdown=0,
        )

    async def _serve(
        self, serving: uvicorn.Server, sockets: list[socket.socket], running: Event
    ) -> None:
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(self._heard)
        self._events.begin(loop)
        running.set()
        await serving.serve(sockets)
        for connection in tuple(serving.server_state.connections):
            connection.transport.abort()
        await asyncio.sleep(0)

    def _heard(self, _loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """Hear of what went wrong beside every answer; a client that is gone is no news."""
        error = context.get("exception")
        if isinstance(error, Exception) and not isinstance(error, OSError):
            self._told(error)
