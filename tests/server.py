"""Serves a folder as a web host does: over HTTP, with the site's own page for lost readers, compressed if asked."""

import gzip
import io
import os
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, BinaryIO


class _Handler(SimpleHTTPRequestHandler):
    path = ""

    def end_headers(self) -> None:
        """Styles and scripts stay for a while, as on every plain host; pages are asked for each time."""
        if self.path.startswith("/assets/"):
            self.send_header("Cache-Control", "max-age=600")
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer a wrong address with the site's own page."""
        lost = Path(self.directory, "404.html")
        if code != HTTPStatus.NOT_FOUND or not lost.exists():
            super().send_error(code, message, explain)
            return
        body = lost.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class _CompressingHandler(_Handler):
    """Compresses texts with gzip and keeps connections open, as every plain host does."""

    protocol_version = "HTTP/1.1"

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() and self.path.partition("?")[0].endswith("/") else path
        kind = self.guess_type(path)
        if not path.is_file() or not kind.startswith(_TEXTS):
            return super().send_head()
        body = _compressed(path, path.stat().st_mtime_ns)
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Vary", "Accept-Encoding")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return io.BytesIO(body)


_TEXTS = ("text/", "application/json", "application/javascript", "image/svg+xml")


@cache
def _compressed(path: Path, _changed: int) -> bytes:
    return gzip.compress(path.read_bytes(), 6, mtime=0)


class _Server(ThreadingHTTPServer):
    daemon_threads = True


@contextmanager
def serve(folder: Path, *, compressed: bool = False) -> Iterator[str]:
    """The address of `folder` on a free port of this machine, as long as the context lasts."""
    handler = _CompressingHandler if compressed else _Handler
    with _Server(("127.0.0.1", 0), partial(handler, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def preview(project: Path, *options: str) -> Iterator[str]:
    """The address of `make serve` in a project, once it has built its pages; what it says is in `preview.log`."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{listener.getsockname()[1]}"
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", address, *options]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    log = project / "preview.log"
    with (
        log.open("w", encoding="utf-8") as output,
        subprocess.Popen(command, cwd=project, env=environment, stdout=output, stderr=subprocess.STDOUT) as process,
    ):
        try:
            _wait_for(f"http://{address}/", process, log)
            yield f"http://{address}/"
        finally:
            process.terminate()


def _wait_for(address: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    for _ in range(600):
        assert process.poll() is None, log.read_text(encoding="utf-8")
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the preview did not start")
