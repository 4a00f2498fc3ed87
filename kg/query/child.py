"""One worker process, seen from the pool: started, asked within a time limit, killed."""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kg.errors import KgError, QueryError, QueryTimeout, StoreError
from kg.query import frames
from kg.query.answer import Answer
from kg.query.errors import explained

#: Seconds that opening the store may take.
START = 60.0


class WorkerDied(KgError):
    """The query ended its worker: it overflowed the stack or the memory that it was given."""


class Child:
    """A process that has one build's graph open.

    :ivar version: name of the build.
    :ivar unfinished: it is in the middle of an answer.
    """

    def __init__(self, graph: Path, version: str, memory: int, prefixes: Mapping[str, str]) -> None:
        self.version = version
        self.unfinished = False
        self._ready = False
        package = str(Path(__file__).resolve().parents[2])
        known = os.environ.get("PYTHONPATH")
        environment = {**os.environ, "PYTHONPATH": f"{package}{os.pathsep}{known}" if known else package}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "kg.query.worker", str(graph), str(memory), json.dumps(dict(prefixes))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            env=environment,
            start_new_session=True,
        )
        self._buffer = bytearray()
        assert self._process.stdout is not None
        self._pipe = self._process.stdout.fileno()
        self._poll = select.poll()
        self._poll.register(self._pipe, select.POLLIN)

    @property
    def alive(self) -> bool:
        """Whether the process still runs."""
        return self._process.poll() is None

    def stop(self) -> None:
        """End the process at once, whatever it does; whoever waits for its answer gets :class:`WorkerDied`."""
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()

    def kill(self) -> None:
        """End the process and close what leads to it; for whoever has it to itself."""
        self.stop()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()

    def ask(self, request: dict[str, Any], answer: Answer, timeout: float, max_bytes: int, query: str) -> None:
        """Have ``request`` answered into ``answer``.

        :raises QueryError: the engine refuses it. :raises QueryTimeout: it passed ``timeout`` seconds.
        :raises WorkerDied: the process ended. :raises StoreError: the process could not open the store.
        """
        self.unfinished = True
        if not self._ready:
            letter, body = self._frame(time.monotonic() + START, START)
            if letter == frames.ERROR:
                raise StoreError(f"the store cannot be opened: {json.loads(body)['message']}")
            self._ready = True
        self._send(frames.pack(frames.ASK, request))
        deadline = time.monotonic() + timeout
        while True:
            letter, body = self._frame(deadline, timeout)
            if letter == frames.DATA:
                answer.add(body)
                if answer.size > max_bytes:
                    raise QueryError(f"the answer is larger than {max_bytes:,} bytes: ask for fewer rows or columns")
                continue
            told = json.loads(body)
            if letter == frames.BEGIN:
                answer.columns = tuple(told["columns"])
            elif letter == frames.END:
                answer.rows, answer.truncated = told["rows"], told["truncated"]
                break
            else:
                self.unfinished = False
                raise explained(told["message"], query)
        self.unfinished = False

    def _send(self, frame: bytes) -> None:
        assert self._process.stdin is not None
        view = memoryview(frame)
        try:
            while view:
                view = view[self._process.stdin.write(view) :]
        except BrokenPipeError:
            raise self._death() from None

    def _frame(self, deadline: float, timeout: float) -> tuple[bytes, bytes]:
        """The next frame that the process sends."""
        head = self._bytes(frames.HEAD.size, deadline, timeout)
        letter, length = frames.HEAD.unpack(head)
        return letter, self._bytes(length, deadline, timeout)

    def _bytes(self, length: int, deadline: float, timeout: float) -> bytes:
        while len(self._buffer) < length:
            left = deadline - time.monotonic()
            if left <= 0 or not self._poll.poll(left * 1000):
                raise QueryTimeout(
                    f"the query passed its time limit of {timeout:g} s and was stopped: "
                    "ask for less (LIMIT, a year, a place), or allow more time"
                )
            piece = os.read(self._pipe, 1 << 18)
            if not piece:
                raise self._death()
            self._buffer += piece
        taken = bytes(self._buffer[:length])
        del self._buffer[:length]
        return taken

    def _death(self) -> WorkerDied:
        code = self._process.wait()
        reasons = {
            -signal.SIGSEGV: "it is nested too deeply",
            -signal.SIGABRT: "it needs more memory than it may have",
            -signal.SIGKILL: "it was killed, perhaps for lack of memory",
            -signal.SIGALRM: "it passed its time limit",
        }
        why = reasons.get(code, f"the worker ended with code {code}")
        return WorkerDied(f"the query could not be answered: {why}; make it simpler, or ask for less")
