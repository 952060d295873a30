"""Headless Chromium over its debugging protocol: open a page, and tell what it did."""

import base64
import json
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
SWITCHES = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--remote-debugging-port=0",
)
START_SECONDS = 30.0
PRINTED_PAGE = re.compile(rb"/Type\s*/Page\b(?!s)")
LOADED = (
    "new Promise(done => document.readyState == 'complete' ? done()"
    " : addEventListener('load', () => done()))"
)


@dataclass
class Visit:
    """What a page did while it was opened."""

    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)


def program() -> str | None:
    """The browser on this machine, if there is one."""
    return next((found for name in PROGRAMS if (found := shutil.which(name))), None)


@dataclass
class Browser:
    """A running browser; every visit is a tab of its own."""

    connection: ClientConnection
    sent: int = 0

    def visit(
        self,
        url: str,
        *,
        width: int,
        scheme: str,
        questions: dict[str, str],
        media: str = "screen",
        picture: Path | None = None,
    ) -> Visit:
        """Open `url` and answer each question (an expression in the page's own words).

        `media` is screen or print; with print the number of printed pages is counted too.
        """
        seen = Visit()
        target = self._ask("Target.createTarget", {"url": "about:blank"}, seen)["targetId"]
        session = self._ask("Target.attachToTarget", {"targetId": target, "flatten": True}, seen)[
            "sessionId"
        ]
        for domain in ("Page", "Network", "Runtime", "Log"):
            self._ask(f"{domain}.enable", {}, seen, session)
        metrics = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500}
        self._ask("Emulation.setDeviceMetricsOverride", metrics, seen, session)
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        self._ask(
            "Emulation.setEmulatedMedia", {"media": media, "features": features}, seen, session
        )
        self._ask("Page.navigate", {"url": url}, seen, session)
        self._evaluate(LOADED, seen, session)
        for name, question in questions.items():
            seen.values[name] = self._evaluate(question, seen, session)
        if media == "print":
            paper = {"preferCSSPageSize": True, "printBackground": True}
            printed = self._ask("Page.printToPDF", paper, seen, session)
            seen.values["printed"] = len(PRINTED_PAGE.findall(base64.b64decode(printed["data"])))
        if picture:
            self._take(picture, width, seen, session)
        self._ask("Target.closeTarget", {"targetId": target}, seen)
        return seen

    def _take(self, picture: Path, width: int, seen: Visit, session: str) -> None:
        """The whole page, however long."""
        size = self._ask("Page.getLayoutMetrics", {}, seen, session)["cssContentSize"]
        clip = {"x": 0, "y": 0, "width": width, "height": size["height"], "scale": 1}
        asked = {"captureBeyondViewport": True, "clip": clip}
        taken = self._ask("Page.captureScreenshot", asked, seen, session)
        picture.write_bytes(base64.b64decode(taken["data"]))

    def _evaluate(self, expression: str, seen: Visit, session: str) -> Any:
        asked = {"expression": expression, "awaitPromise": True, "returnByValue": True}
        return self._ask("Runtime.evaluate", asked, seen, session)["result"].get("value")

    def _ask(
        self, method: str, params: dict[str, Any], seen: Visit, session: str | None = None
    ) -> dict[str, Any]:
        self.sent += 1
        message = {"id": self.sent, "method": method, "params": params}
        self.connection.send(json.dumps(message | ({"sessionId": session} if session else {})))
        while True:
            answer = json.loads(self.connection.recv(timeout=START_SECONDS))
            if answer.get("id") == self.sent:
                assert "error" not in answer, answer
                return answer["result"]
            _note(answer, seen)


@contextmanager
def browser() -> Iterator[Browser]:
    """A browser with an empty profile, ended after the block."""
    found = program()
    assert found, "there is no Chromium"
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        process = subprocess.Popen(
            [found, *SWITCHES, f"--user-data-dir={profile}", "about:blank"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            address = _address(Path(profile) / "DevToolsActivePort")
            with connect(address, max_size=None, open_timeout=START_SECONDS) as connection:
                yield Browser(connection)
        finally:
            process.terminate()
            process.wait()


def _address(port_file: Path) -> str:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if port_file.exists() and len(lines := port_file.read_text().split()) == 2:
            return f"ws://127.0.0.1:{lines[0]}{lines[1]}"
        time.sleep(0.05)
    raise TimeoutError("Chromium did not open its debugging port")


def _note(event: dict[str, Any], seen: Visit) -> None:
    method, params = event.get("method"), event.get("params", {})
    if method == "Network.requestWillBeSent":
        seen.requests.append(params["request"]["url"])
    elif method == "Runtime.exceptionThrown":
        seen.complaints.append(str(params["exceptionDetails"].get("text")))
    elif method == "Runtime.consoleAPICalled":
        seen.complaints.append(str([arg.get("value") for arg in params["args"]]))
    elif method == "Log.entryAdded":
        seen.complaints.append(params["entry"]["text"])
