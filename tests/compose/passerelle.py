"""A gate before a real server: connections pass until it is cut, as when the server is stopped.

The harness puts one before PostgreSQL and one before RabbitMQ: a test can take a server away and give it back without
touching the server itself, which other tests use.
"""

import asyncio
import threading
from contextlib import suppress
from urllib.parse import parse_qs, urlsplit


class Passerelle:
    """Listens on a free port of 127.0.0.1 and carries bytes to a server, until ``cut``; ``open`` lets pass again."""

    def __init__(self, url: str, default_port: int) -> None:
        parts = urlsplit(url)
        self._host, self._server_port = parts.hostname, parts.port or default_port
        self._folder = parse_qs(parts.query).get("host", [""])[0]
        """A server that listens on a file of this folder (the PostgreSQL of the wheel)."""
        self._loop = asyncio.new_event_loop()
        self._tasks: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None
        self.port = 0
        threading.Thread(target=self._loop.run_forever, daemon=True).start()

    @property
    def is_open(self) -> bool:
        """Whether connections pass."""
        return self._server is not None

    def open(self) -> None:
        """Accept connections, always on the same port."""
        asyncio.run_coroutine_threadsafe(self._open(), self._loop).result(timeout=10)

    def cut(self) -> None:
        """Refuse new connections and break those that exist."""
        asyncio.run_coroutine_threadsafe(self._cut(), self._loop).result(timeout=10)

    def close(self) -> None:
        """Cut, and end the thread."""
        self.cut()
        self._loop.call_soon_threadsafe(self._loop.stop)

    async def _open(self) -> None:
        if self._server is None:
            self._server = await asyncio.start_server(self._accept, "127.0.0.1", self.port)
            self.port = self._server.sockets[0].getsockname()[1]

    async def _cut(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        far: asyncio.StreamWriter | None = None
        with suppress(OSError, asyncio.CancelledError):
            far_reader, far = await self._connect()
            async with asyncio.TaskGroup() as both:
                both.create_task(_copy(reader, far))
                both.create_task(_copy(far_reader, writer))
        for end in (writer, far):
            if end is not None:
                end.transport.abort()

    async def _connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if self._folder.startswith("/"):
            return await asyncio.open_unix_connection(f"{self._folder}/.s.PGSQL.{self._server_port}")
        return await asyncio.open_connection(self._host, self._server_port)


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(ConnectionError):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    with suppress(OSError):
        writer.write_eof()
