"""One message about a failed night, whoever notices it; none when all is well; a week's digest."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from orchestration.alerts.told import tell_of_failure, tell_of_week, tell_on_trial
from orchestration.project import Home
from tests.alerts.receivers import mail_server, webhook

WEBHOOK = '[[alert]]\nkind = "webhook"\nurl_env = "HOOK"\n'
MAIL = """
[[alert]]
kind = "email"
host = "127.0.0.1"
port = {port}
security = "none"
sender = "ledger@acme.example"
to = ["owner@acme.example", "lead@acme.example"]
username_env = "SMTP_USERNAME"
password_env = "SMTP_PASSWORD"
"""
CAUSES = ["gusto.journals: refused: payroll-2024-02.csv: the totals differ. Export it again."]
MONDAY_NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home with a release, before anybody is to be told."""
    made = Home(tmp_path / "acme")
    made.prepare()
    made.definitions.mkdir(parents=True)
    (made.definitions / "company.csv").write_text(
        'company_name,time_zone\n"Acme\nBcc: x@y.example",Europe/Berlin\n'
    )
    release = made.releases / "000007-20260301T010000Z"
    release.mkdir()
    told = {
        "release_id": release.name,
        "data_as_of": "2026-03-01T00:00:00",
        "checks": [{"passed": True}, {"passed": False}],
        "warnings": ["A file is old."],
    }
    (release / "release.json").write_text(json.dumps(told))
    made.current.symlink_to(f"releases/{release.name}")
    return made


def test_a_failed_night_is_one_message_with_what_happened_where_and_what_to_do(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.alerts_file.write_text(WEBHOOK)
    with webhook() as (url, posted):
        monkeypatch.setenv("HOOK", url)
        assert tell_of_failure(home, "run-1", CAUSES) == []
        # Dagster's sensor sees the same run a little later.
        assert tell_of_failure(home, "run-1", CAUSES) == []
        assert len(posted) == 1
        assert tell_of_failure(home, "run-2", CAUSES) == []
    assert [told["run_id"] for told in posted] == ["run-1", "run-2"]
    told = posted[0]
    assert told["event"] == "night_failed"
    assert told["causes"] == CAUSES
    assert told["text"].splitlines() == [
        "Tierledger: nothing was published for Acme Bcc: x@y.example",
        "Nothing was published.",
        f"- {CAUSES[0]}",
        "",
        "Readers see release 000007-20260301T010000Z, data as of 2026-03-01T00:00:00.",
        f"What to do: correct what is named above, then run `tierledger run --home {home.root}`. "
        "`tierledger doctor` looks at the home, `tierledger check FILE` at an export.",
    ]


def test_a_mail_goes_to_everybody_named_after_a_login_from_the_environment(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SMTP_USERNAME", "ledger")
    monkeypatch.setenv("SMTP_PASSWORD", "s3cret")
    with mail_server() as (port, taken, commands):
        home.alerts_file.write_text(MAIL.format(port=port))
        assert tell_of_failure(home, "run-1", ["Zeile 4: Löhne\nfehlen."]) == []
        assert tell_of_failure(home, "run-1", ["Zeile 4: Löhne\nfehlen."]) == []
    (mail,) = taken
    assert mail["Subject"] == "Tierledger: nothing was published for Acme Bcc: x@y.example"
    assert mail["Bcc"] is None
    assert mail["To"] == "owner@acme.example, lead@acme.example"
    assert "- Zeile 4: Löhne fehlen." in mail.get_content()
    assert any(command.startswith("AUTH PLAIN") for command in commands)
    assert [c for c in commands if c.lower().startswith("rcpt")] == [
        "rcpt TO:<owner@acme.example>",
        "rcpt TO:<lead@acme.example>",
    ]


def test_both_channels_get_the_message_and_one_that_fails_does_not_keep_the_other(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SMTP_USERNAME", "ledger")
    monkeypatch.setenv("SMTP_PASSWORD", "s3cret")
    with webhook(status=500) as (url, posted), mail_server() as (port, taken, _):
        monkeypatch.setenv("HOOK", url)
        home.alerts_file.write_text(WEBHOOK + MAIL.format(port=port))
        (problem,) = tell_of_failure(home, "run-1", CAUSES)
    assert len(posted) == len(taken) == 1
    assert "The alert webhook was not sent: the server answered 500." in problem


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("", "the environment variable HOOK is not set"),
        ("http://127.0.0.1:9/s3cret", "no connection"),
        ("file:///etc/s3cret", "its address is none"),
        ("no address s3cret", "its address is none"),
    ],
)
def test_what_cannot_be_sent_is_said_without_its_address(
    home: Home, monkeypatch: pytest.MonkeyPatch, address: str, said: str
) -> None:
    home.alerts_file.write_text(WEBHOOK)
    monkeypatch.setenv("HOOK", address)
    (problem,) = tell_of_failure(home, "run-1", CAUSES)
    assert said in problem
    assert "s3cret" not in problem


def test_a_secret_address_is_not_followed_elsewhere(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.alerts_file.write_text(WEBHOOK)
    with webhook(status=302) as (url, posted):
        monkeypatch.setenv("HOOK", url)
        (problem,) = tell_of_failure(home, "run-1", CAUSES)
    assert len(posted) == 1
    assert "answered 302" in problem


def test_a_wrong_file_is_told_and_stops_nothing(home: Home) -> None:
    home.alerts_file.write_text("[[alert]]\n")
    (problem,) = tell_of_failure(home, "run-1", CAUSES)
    assert "alerts.toml: entry 1, key kind" in problem


def test_a_home_that_names_nobody_leaves_no_note(home: Home) -> None:
    assert tell_of_failure(home, "run-1", CAUSES) == []
    assert tell_of_week(home, "run-1", MONDAY_NOON) == []
    assert not home.alerts.exists()


def test_a_message_stays_short(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    home.alerts_file.write_text(WEBHOOK)
    with webhook() as (url, posted):
        monkeypatch.setenv("HOOK", url)
        tell_of_failure(home, "run-1", ["x" * 9_000] * 300)
    assert len(posted[0]["text"]) < 20_000
    assert "- and 290 more" in posted[0]["text"]


def test_the_weekly_digest_is_sent_once_from_its_day_on_and_only_if_asked(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    with webhook() as (url, posted):
        monkeypatch.setenv("HOOK", url)
        home.alerts_file.write_text(WEBHOOK)
        assert tell_of_week(home, "run-1", MONDAY_NOON) == []
        home.alerts_file.write_text('weekly_digest = "tuesday"\n' + WEBHOOK)
        # In Berlin it is Tuesday from 23:00 UTC on.
        for hours in (0, 10, 11, 24, 120):
            assert tell_of_week(home, "run-2", MONDAY_NOON + timedelta(hours=hours)) == []
            assert len(posted) == (hours >= 11)
        assert tell_of_week(home, "run-3", MONDAY_NOON + timedelta(days=8)) == []
    assert [told["run_id"] for told in posted] == ["run-2", "run-3"]
    assert posted[0]["event"] == "weekly_digest"
    assert "1 of 2 checks passed." in posted[0]["text"]
    assert "- A file is old." in posted[0]["text"]


def test_a_test_message_says_who_took_it(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    home.alerts_file.write_text(WEBHOOK + WEBHOOK.replace('"HOOK"', '"OTHER"\nname = "other"'))
    with webhook() as (url, posted):
        monkeypatch.setenv("HOOK", url)
        taken, failed = tell_on_trial(home)
    assert taken == ["webhook"]
    assert "The alert other was not sent: the environment variable OTHER" in failed[0]
    assert posted[0]["event"] == "test"
