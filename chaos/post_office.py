"""A mail server that writes down what it takes: the outside world, as far as letters by email go."""

from __future__ import annotations

import threading
from email import message_from_bytes
from socketserver import StreamRequestHandler, ThreadingTCPServer
from typing import cast


class _Server(ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    taken: list[str]


class _Conversation(StreamRequestHandler):
    """One connection, as far as SMTP is spoken here."""

    timeout = 30

    def handle(self) -> None:
        """Answer line by line until the other side leaves or is killed."""
        try:
            self._say("220 post office")
            for line in self.rfile:
                verb = line[:4].upper().strip()
                if verb == b"DATA":
                    self._take()
                    continue
                self._say("221 goodbye" if verb == b"QUIT" else "250 fine")
                if verb == b"QUIT":
                    return
        except OSError:
            return

    def _take(self) -> None:
        self._say("354 go on")
        lines = []
        for line in self.rfile:
            if line == b".\r\n":
                break
            lines.append(line)
        else:
            return  # broken off: not taken
        message = message_from_bytes(b"".join(lines))
        # Taken from here on, whether or not the other side lives to hear it.
        cast(_Server, self.server).taken.append(str(message["Message-ID"]).strip())
        self._say("250 taken")

    def _say(self, words: str) -> None:
        self.wfile.write(words.encode() + b"\r\n")


class PostOffice:
    """Open and closed at will, always on the same port; what it has taken stays."""

    def __init__(self) -> None:
        self.taken: list[str] = []
        self.port = 0
        self._server: _Server | None = None

    def open(self) -> None:
        """Take letters from now on."""
        self._server = _Server(("127.0.0.1", self.port), _Conversation)
        self._server.taken = self.taken
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=(0.1,), daemon=True).start()

    def close(self) -> None:
        """Refuse every connection."""
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None
