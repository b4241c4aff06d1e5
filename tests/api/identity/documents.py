"""A web server on loopback that answers as a test wants, and counts what it is asked for."""

import asyncio
import json
from collections import Counter
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from tests.fixtures.server_process import free_port


@dataclass
class Documents:
    """Answers with what is at a path; `held` is waited for before every answer, and
    `arrived` is set by the first request."""

    port: int = field(default_factory=free_port)
    answers: dict[str, bytes] = field(default_factory=dict[str, bytes])
    asked: Counter[str] = field(default_factory=Counter[str])
    held: asyncio.Event = field(default_factory=asyncio.Event)
    arrived: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def put(
        self, path: str, body: bytes, *, status: int = 200, headers: Mapping[str, str] | None = None
    ) -> str:
        """Answer with `body` at `path`, and return the address."""
        lines = [f"HTTP/1.1 {status} X", f"content-length: {len(body)}", "connection: close"]
        lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
        self.answers[path] = "\r\n".join(lines).encode() + b"\r\n\r\n" + body
        return self.url + path

    def put_json(self, path: str, value: object) -> str:
        return self.put(path, json.dumps(value).encode())

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        request = await reader.readuntil(b"\r\n\r\n")
        path = request.split(b" ")[1].decode()
        self.asked[path] += 1
        self.arrived.set()
        await self.held.wait()
        missing = b"HTTP/1.1 404 X\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
        writer.write(self.answers.get(path, missing))
        await writer.drain()
        writer.close()


@asynccontextmanager
async def served() -> AsyncGenerator[Documents]:
    """Serve nothing yet, without waiting."""
    documents = Documents()
    documents.held.set()
    async with await asyncio.start_server(documents.answer, "127.0.0.1", documents.port):
        yield documents
