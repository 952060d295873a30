"""A real Request Tracker 5 with a database of its own, where Debian's packages are installed."""

import json
import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

SETUP = shutil.which("rt-setup-database-5")
LIBRARY = Path("/usr/share/request-tracker5")
SERVER = LIBRARY / "libexec" / "standalone_httpd"
IS_INSTALLED = SETUP is not None and SERVER.is_file()
PACKAGES = "request-tracker5 rt5-db-sqlite"
_START_SECONDS = 60

_SETTINGS = """
Set($DatabaseType, 'SQLite');
Set($DatabaseName, '{folder}/rt.db');
Set($rtname, 'acme');
Set($WebDomain, '127.0.0.1');
Set($WebPort, {port});
Set($WebPath, '');
Set($WebSessionClass, 'Apache::Session::File');
Set($MailCommand, 'sendmailpipe');
Set($SendmailPath, '/bin/true');
Set($LogToSyslog, undef);
Set($LogToSTDERR, 'critical');
Set($Timezone, 'UTC');
1;
"""
# The zone is that of a user in New York: a search reads its times so.
_TOKEN = """
use lib '/usr/share/request-tracker5/lib';
use RT;
RT->LoadConfig; RT->Init;
my $user = RT::User->new(RT->SystemUser);
$user->Load('root');
$user->SetTimezone('America/New_York');
my ($done, $said, $token) = RT::AuthToken->new(RT->SystemUser)->Create(
    Owner => $user->Id, Description => 'pull');
print $token;
"""


class RequestTracker:
    """Its REST 2 interface, as the company's own people use it."""

    def __init__(self, url: str, token: str) -> None:
        self.url, self.token = url, token

    def ask(self, path: str) -> Any:
        return self._send("GET", path, None)

    def create(self, subject: str, requestor: str, **more: str) -> int:
        ticket = {"Queue": "General", "Subject": subject, "Requestor": requestor, "Content": "?"}
        return int(self._send("POST", "ticket", ticket | more)["id"])

    def change(self, ticket: int, **fields: str) -> None:
        self._send("PUT", f"ticket/{ticket}", fields)

    def write(self, ticket: int, kind: str, **more: str) -> None:
        text = {"Content": "Hello", "ContentType": "text/plain"}
        self._send("POST", f"ticket/{ticket}/{kind}", text | more)

    def _send(self, method: str, path: str, body: object) -> Any:
        request = urllib.request.Request(
            f"{self.url}/REST/2.0/{path}",
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={
                "Authorization": f"token {self.token}",
                "Content-Type": "application/json",
            },
        )
        with urllib.request.urlopen(request, timeout=30) as response:
            return json.loads(response.read())


@contextmanager
def running(folder: Path) -> Iterator[RequestTracker]:
    """A fresh installation until the block ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings = folder / "RT_SiteConfig.pm"
    settings.write_text(_SETTINGS.format(folder=folder, port=port))
    environment = {
        **os.environ,
        "RT_SITE_CONFIG": str(settings),
        "RT_SITE_CONFIG_DIR": os.devnull,
    }

    def run(*command: str | Path) -> str:
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, timeout=120, check=True
        )
        return done.stdout

    assert SETUP is not None
    run(SETUP, "--action", "init", "--skip-create", "--dba", "nobody", "--dba-password", "none")
    token = run("perl", "-e", _TOKEN).strip()
    with (folder / "server.log").open("w") as log:
        server = subprocess.Popen(
            [SERVER, "--host", "127.0.0.1", "--port", str(port)],
            env=environment,
            stdout=log,
            stderr=log,
        )
        try:
            tracker = RequestTracker(f"http://127.0.0.1:{port}", token)
            _wait(tracker, server, folder)
            yield tracker
        finally:
            server.kill()
            server.wait()


def _wait(tracker: RequestTracker, server: subprocess.Popen[bytes], folder: Path) -> None:
    end = time.monotonic() + _START_SECONDS
    while True:
        try:
            tracker.ask("queues/all")
        except (urllib.error.URLError, ConnectionError):
            said = (folder / "server.log").read_text()[-2000:]
            assert server.poll() is None, said
            assert time.monotonic() < end, said
            time.sleep(0.1)
        else:
            return
