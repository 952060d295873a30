"""`tierledger pull`: whom it talks to, what it keeps to itself, how it ends."""

import subprocess
import sys
from collections.abc import Callable

import pytest

from orchestration.project import REPOSITORY, Home
from tests.product import command_environment, tierledger
from tests.pulling.server import Answer, serving
from tests.pulling.zendesk_account import CONFIG, EXPORT, SECRETS, Account

MakeHome = Callable[[str], Home]

pytestmark = pytest.mark.usefixtures("zendesk_login")

# Prints whom the process looks up or connects to, whatever library does it.
_WATCHED = """
import sys
def watch(event, arguments):
    if event == "socket.connect":
        print("CONNECT", arguments[1], flush=True)
    if event == "socket.getaddrinfo":
        print("LOOKUP", arguments[0], flush=True)
sys.addaudithook(watch)
from orchestration.cli import app
app(["pull"])
"""


def test_nobody_but_the_named_system_is_contacted_and_no_secret_is_kept(
    pulling_home: MakeHome,
) -> None:
    with serving(Account(tickets=3, changes=4).helpdesk()) as zendesk:
        home = pulling_home(CONFIG.format(url=zendesk.url))
        zendesk.fail(EXPORT, Answer({"error": "who?"}, 401))
        refused = tierledger(home, "pull")
        watched = subprocess.run(
            [sys.executable, "-c", _WATCHED],
            cwd=REPOSITORY,
            env=command_environment(home),
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
    assert refused.code == 1
    assert "zendesk: 127.0.0.1:" in refused.said
    assert "answered 401" in refused.said
    assert watched.returncode == 0, watched.stdout + watched.stderr
    # Seven versions of tickets and seven audits; the groups came before the refusal.
    assert "zendesk: 14 rows in 2 new files" in watched.stdout
    contacts = [line for line in watched.stdout.splitlines() if line.split()[0].isupper()]
    port = zendesk.url.rsplit(":", 1)[1]
    assert {line for line in contacts if line.startswith("CONNECT")} == {
        f"CONNECT ('127.0.0.1', {port})"
    }
    assert {line for line in contacts if line.startswith("LOOKUP")} == {"LOOKUP 127.0.0.1"}
    kept = [path.read_bytes() for path in home.root.rglob("*") if path.is_file()]
    said = (refused.said + watched.stdout + watched.stderr).encode()
    for secret in SECRETS.values():
        assert not any(secret.encode() in content for content in [said, *kept])
    private = [home.pulls, home.pulls / "zendesk.json", *(home.landing / "zendesk").iterdir()]
    assert all(path.stat().st_mode & 0o077 == 0 for path in private)


def test_a_home_that_names_nothing_pulls_nothing(pulling_home: MakeHome) -> None:
    home = pulling_home("# nothing yet")
    done = tierledger(home, "pull")
    assert (done.code, "Nothing to pull" in done.said) == (0, True)


def test_an_unknown_entry_is_a_usage_error_and_a_broken_file_names_its_remedy(
    pulling_home: MakeHome,
) -> None:
    home = pulling_home(CONFIG.format(url="https://acme.zendesk.com"))
    done = tierledger(home, "pull", "zendask")
    assert done.code == 2
    assert "It has: zendesk." in " ".join(done.said.replace("│", " ").split())
    home.pulls_file.write_text('[[pull]]\nkind = "zendesk"\n')
    done = tierledger(home, "pull")
    assert done.code == 3
    assert "entry 1 (zendesk), key token_env: found nothing" in done.said
    assert "Traceback" not in done.said


def test_one_entry_that_fails_does_not_keep_the_others_from_being_pulled(
    pulling_home: MakeHome,
) -> None:
    with serving(Account(tickets=3, changes=4).helpdesk()) as zendesk:
        home = pulling_home(
            '[[pull]]\nkind = "files"\nname = "gone"\nsystem = "gusto"\nurl = "file:///nowhere"\n'
            + CONFIG.format(url=zendesk.url)
        )
        done = tierledger(home, "pull")
    assert done.code == 1
    assert "gone: there is no folder file:///nowhere" in done.said
    assert "zendesk: 16 rows in 3 new files" in done.said


def test_doctor_says_what_is_pulled_and_which_variable_is_missing(
    pulling_home: MakeHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = pulling_home(CONFIG.format(url="https://acme.zendesk.com"))
    assert "pull zendesk: zendesk into zendesk" in tierledger(home, "doctor").said
    monkeypatch.delenv("ZENDESK_TOKEN")
    done = tierledger(home, "doctor")
    assert "pull zendesk: ZENDESK_TOKEN is not set in this environment" in done.said
    home.pulls_file.write_text("[[pull]]\n")
    done = tierledger(home, "doctor")
    assert (done.code, "entry 1, key kind: found nothing" in done.said) == (3, True)
    home.pulls_file.unlink()
    assert "pulls: none configured; nothing is fetched" in tierledger(home, "doctor").said
