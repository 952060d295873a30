"""`alerts.toml`: without it nobody is told, and what is wrong in it is named with its remedy."""

import tomllib
from pathlib import Path

import pytest

from orchestration.alerts.config import AlertConfigError, Alerts, Channel, configured_alerts
from orchestration.project import REPOSITORY

TEMPLATE = (REPOSITORY / "orchestration" / "alerts" / "alerts.toml").read_text()
EMAIL = """
[[alert]]
kind = "email"
host = "smtp.acme.example"
sender = "ledger@acme.example"
to = ["owner@acme.example", "lead@acme.example"]
username_env = "SMTP_USERNAME"
password_env = "SMTP_PASSWORD"
"""


def configured(folder: Path, text: str) -> Alerts:
    path = folder / "alerts.toml"
    path.write_text(text)
    return configured_alerts(path)


def test_without_a_file_or_with_the_laid_out_one_nobody_is_told(tmp_path: Path) -> None:
    assert configured_alerts(tmp_path / "alerts.toml") == Alerts()
    assert configured(tmp_path, TEMPLATE) == Alerts()


def test_the_laid_out_entries_are_sound_once_their_comments_are_off(tmp_path: Path) -> None:
    lines = [line.removeprefix("# ") for line in TEMPLATE.splitlines()]
    text = "\n".join(line for line in lines if line.startswith("[[") or " = " in line)
    tomllib.loads(text)
    alerts = configured(tmp_path, text)
    assert [channel.kind for channel in alerts.channels] == ["webhook", "email"]
    assert alerts.digest_weekday == 0


def test_a_mail_channel_knows_its_port_and_names_its_variables(tmp_path: Path) -> None:
    (channel,) = configured(tmp_path, EMAIL).channels
    assert channel == Channel(
        name="email",
        kind="email",
        secrets={"username": "SMTP_USERNAME", "password": "SMTP_PASSWORD"},
        host="smtp.acme.example",
        port=587,
        security="starttls",
        sender="ledger@acme.example",
        to=("owner@acme.example", "lead@acme.example"),
    )
    assert channel.missing_variables({"SMTP_USERNAME": "x"}) == ["SMTP_PASSWORD"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[alert]\n", "not readable as TOML"),
        ("alerts = 1\n", "found alerts; expected weekly_digest and"),
        ("alert = [1]\n", "entry 1, key alert: found a value"),
        ('weekly_digest = "weekly"\n', "found 'weekly'; expected one of monday"),
        ('[[alert]]\nkind = "sms"\n', "entry 1, key kind: found 'sms'; expected one of webhook"),
        ('[[alert]]\nkind = "webhook"\n', "key url_env: found nothing"),
        (EMAIL.replace('"smtp.acme.example"', "1"), "key host: found 1"),
        (EMAIL.replace('"owner@acme.example"', '"owner"'), "key to: found 'owner'"),
        (EMAIL.replace("ledger@acme.example", "a@b\\r\\nBcc: c@d"), "key sender: found"),
        (EMAIL + 'security = "none"\n', "key security: found none for another machine"),
        (EMAIL + "port = 70000\n", "key port: found 70000"),
        (EMAIL.replace('password_env = "SMTP_PASSWORD"', ""), "key username_env: found it alone"),
    ],
)
def test_what_cannot_be_followed_is_named(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(AlertConfigError) as raised:
        configured(tmp_path, text)
    assert said in str(raised.value)


@pytest.mark.parametrize(
    "text",
    [
        '[[alert]]\nkind = "webhook"\nurl_env = "https://hooks.example/s3cret"\n',
        '[[alert]]\nkind = "webhook"\nurl_env = "A"\nurl = "https://hooks.example/s3cret"\n',
        EMAIL + 'password = "s3cret"\n',
    ],
)
def test_a_secret_in_the_file_is_refused_and_not_repeated(tmp_path: Path, text: str) -> None:
    with pytest.raises(AlertConfigError) as raised:
        configured(tmp_path, text)
    assert "s3cret" not in str(raised.value)
