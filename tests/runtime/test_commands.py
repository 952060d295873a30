"""The command line: quick help, exit codes, and what `init` may and may not overwrite."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from orchestration.project import Home
from orchestration.writer_lock import writer_lock

HEAVY = (
    *("dagster", "dbt", "dlt", "duckdb", "great_expectations", "holidays", "jinja2", "lxml"),
    *("numpy", "pandas", "rich.progress", "scipy", "smtplib", "sqlalchemy", "xlsxwriter", "yaml"),
)


def tierledger(
    *words: str, home: Path | None = None, **extra: str
) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if k != "TIERLEDGER_HOME"} | extra
    if home is not None:
        environment["TIERLEDGER_HOME"] = str(home)
    return subprocess.run(
        [sys.executable, "-m", "orchestration", *words],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )


def without_traceback(done: subprocess.CompletedProcess[str]) -> str:
    said = done.stdout + done.stderr
    assert "Traceback" not in said
    return said


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home that was laid out and holds no export."""
    home = Home(tmp_path / "company")
    assert tierledger("init", "--home", str(home.root)).returncode == 0
    return home


def test_help_imports_nothing_heavy() -> None:
    probe = (
        "import sys, orchestration.cli\n"
        "try:\n"
        "    orchestration.cli.app(['--help'])\n"
        "finally:\n"
        f"    print([name for name in {HEAVY} if name in sys.modules])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0
    assert done.stdout.endswith("[]\n")
    for command in ("init", "run", "pull", "doctor", "open", "rollback", "explain"):
        assert re.search(rf"\b{command}\b", done.stdout)


@pytest.mark.parametrize(
    "words",
    [
        ("run", "--as-of", "yesterday"),
        ("run", "--nights", "2"),
        ("init", "--sample", "round"),
        ("init", "--templates"),
        ("holidays", "--schedule", "support_hours", "--country", "US"),
        ("holidays", "--schedule", "suport_hours", "--country", "US", "--year", "2026"),
        ("holidays", "--schedule", "support_hours", "--country", "XX", "--year", "2026"),
        ("open", "owners"),
        ("open", "owner", "northline"),
        ("no-such-command",),
    ],
)
def test_a_slip_of_the_user_is_a_usage_error(home: Home, words: tuple[str, ...]) -> None:
    done = tierledger(*words, home=home.root)
    without_traceback(done)
    assert done.returncode == 2


@pytest.mark.parametrize("command", ["run", "pull", "doctor", "open", "rollback"])
def test_a_home_that_does_not_exist_is_named_with_the_remedy(tmp_path: Path, command: str) -> None:
    done = tierledger(command, "--home", str(tmp_path / "nowhere"))
    assert done.returncode == 3
    assert f"There is no folder {tmp_path / 'nowhere'}. `tierledger init`" in without_traceback(
        done
    )


def test_a_run_beside_another_one_ends_at_once_with_its_process(home: Home) -> None:
    with writer_lock(home):
        done = tierledger("run", home=home.root)
    assert done.returncode == 3
    assert f"(process {os.getpid()}, started 20" in without_traceback(done)


def test_init_gives_a_new_home_folders_and_definitions_and_keeps_those_it_has(home: Home) -> None:
    company = home.definitions / "company.csv"
    assert company.is_file()
    assert home.build.stat().st_mode & 0o077 == 0
    company.write_text("company_name\nOurs\n")
    assert tierledger("init", home=home.root).returncode == 0
    assert company.read_text() == "company_name\nOurs\n"


def test_init_writes_a_sample_once_and_never_over_exports_of_somebody(home: Home) -> None:
    export = home.landing / "zendesk" / "tickets-2024-01.ndjson"
    export.parent.mkdir(parents=True)
    export.write_text('{"id": 1}\n')
    done = tierledger("init", "--sample", "flat", home=home.root)
    assert done.returncode == 3
    assert "already holds exports" in without_traceback(done)
    assert export.read_text() == '{"id": 1}\n'

    export.unlink()
    assert tierledger("init", "--sample", "flat", home=home.root).returncode == 0
    files = {path: path.stat().st_mtime_ns for path in home.landing.rglob("*.*")}
    assert files
    again = tierledger("init", "--sample", "flat", home=home.root)
    assert again.returncode == 0
    assert "already in" in again.stdout
    assert {path: path.stat().st_mtime_ns for path in home.landing.rglob("*.*")} == files

    other = tierledger("init", "--sample", "real", home=home.root)
    assert other.returncode == 3
    assert "Name another folder" in without_traceback(other)


def test_doctor_says_what_is_missing_and_what_to_do(home: Home) -> None:
    done = tierledger("doctor", home=home.root)
    said = without_traceback(done)
    assert done.returncode == 1
    assert "release: none yet. `tierledger run` makes one." in said
    assert "writing now: nobody" in said
    (home.definitions / "company.csv").unlink()
    broken = tierledger("doctor", home=home.root)
    assert broken.returncode == 3
    assert "company.csv is missing" in without_traceback(broken)


def test_doctor_says_who_is_told_and_what_keeps_a_message_from_going_out(home: Home) -> None:
    said = without_traceback(tierledger("doctor", home=home.root))
    assert "alerts: none configured; nobody is told of a failed night" in said
    assert "Nobody to tell" in tierledger("alert", home=home.root).stdout
    home.alerts_file.write_text('[[alert]]\nkind = "webhook"\nurl_env = "NO_SUCH_VARIABLE"\n')
    said = without_traceback(tierledger("doctor", home=home.root))
    assert "alert webhook: NO_SUCH_VARIABLE is not set in this environment." in said
    tried = tierledger("alert", home=home.root)
    assert tried.returncode == 1
    assert "NO_SUCH_VARIABLE" in without_traceback(tried)


def test_doctor_answers_a_program_in_one_document(home: Home) -> None:
    done = tierledger("doctor", "--json", home=home.root)
    told = json.loads(done.stdout)
    assert told["exit_code"] == done.returncode == 1
    assert told["home"] == str(home.root)
    assert {"level": "warning", "subject": "release", "said": told["findings"][-1]["said"]} == told[
        "findings"
    ][-1]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("open", "ownr"), "Did you mean owner?"),
        (("open", "dictionry"), "Did you mean dictionary?"),
        (("docter",), "Did you mean 'doctor'?"),
        (("explain", "csot"), "Did you mean 'cost'?"),
    ],
)
def test_a_typing_error_is_answered_with_what_was_meant(
    home: Home, words: tuple[str, ...], said: str
) -> None:
    done = tierledger(*words, home=home.root)
    assert done.returncode == 2
    assert said in " ".join(without_traceback(done).replace("│", " ").split())


def test_a_page_that_the_release_lacks_is_told_with_those_it_has(home: Home) -> None:
    none = tierledger("open", home=home.root)
    assert none.returncode == 1
    assert "There is no release yet. `tierledger run` makes one." in without_traceback(none)
    vendors = home.releases / "1" / "site" / "vendor"
    vendors.mkdir(parents=True)
    home.current.symlink_to("releases/1")
    for page in (vendors.parent / "owner.html", vendors / "north.html", vendors / "south.html"):
        page.write_text("<p>")
    lacking = tierledger("open", "decisions", home=home.root)
    assert lacking.returncode == 1
    assert "has no page decisions. It has: owner." in without_traceback(lacking)
    for words, said in {
        ("vendor",): "Name one of: north, south.",
        ("vendor", "noth"): "Did you mean north? Name one of: north, south.",
    }.items():
        done = tierledger("open", *words, home=home.root)
        assert done.returncode == 1
        assert said in without_traceback(done)


def test_open_names_the_page_that_it_shows(home: Home, tmp_path: Path) -> None:
    vendors = home.releases / "1" / "site" / "vendor"
    vendors.mkdir(parents=True)
    home.current.symlink_to("releases/1")
    page = vendors / "north.html"
    page.write_text("<p>")
    browser = tmp_path / "xdg-open"
    browser.write_text("#!/bin/sh\n")
    browser.chmod(0o755)
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    done = tierledger("open", "vendor", home=home.root, PATH=path)
    assert done.returncode == 0
    assert done.stdout.strip() == str(home.current / "site" / "vendor" / "north.html")


def test_the_shell_completes_pages_and_releases(home: Home) -> None:
    for name in ("000001-a", "000002-b"):
        (home.releases / name).mkdir(parents=True)

    def completed(*typed: str) -> list[str]:
        done = subprocess.run(
            [sys.executable, "-c", "import orchestration.cli as c; c.app(prog_name='tierledger')"],
            env=os.environ
            | {
                "TIERLEDGER_HOME": str(home.root),
                "_TIERLEDGER_COMPLETE": "complete_bash",
                "COMP_WORDS": " ".join(("tierledger", *typed)),
                "COMP_CWORD": str(len(typed)),
            },
            capture_output=True,
            text=True,
            check=False,
        )
        return done.stdout.split()

    assert completed("open", "d") == ["decisions", "dictionary"]
    assert completed("rollback", "0") == ["000002-b", "000001-a"]
    assert "rollback" in completed("ro")


def test_rollback_lists_the_releases_that_are_kept(home: Home) -> None:
    for name in ("000001-a", "000002-b"):
        (home.releases / name).mkdir(parents=True)
    home.current.symlink_to("releases/000001-a")
    done = tierledger("rollback", "--list", home=home.root)
    assert done.stdout.splitlines() == ["000002-b", "000001-a readers see it"]
    assert home.current.readlink().name == "000001-a"


def test_doctor_names_the_one_who_writes(home: Home) -> None:
    with writer_lock(home):
        assert f"process {os.getpid()}" in tierledger("doctor", home=home.root).stdout
