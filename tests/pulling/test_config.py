"""`pulls.toml`: what may stand there, and what is said of what may not."""

from pathlib import Path

import pytest

from orchestration.new_home import lay_out
from orchestration.project import Home
from orchestration.pulling.config import Pull, configured_pulls
from orchestration.pulling.failures import PullConfigError

SYSTEMS = ("freshdesk", "gusto", "zendesk")
GOOD = {
    "kind": '"zendesk"',
    "url": '"https://acme.zendesk.com/"',
    "since": '"2024-01-01"',
    "token_env": '"ZENDESK_TOKEN"',
}


def read(path: Path, *entries: dict[str, str]) -> list[Pull]:
    path.write_text(
        "\n".join(
            "[[pull]]\n" + "\n".join(f"{key} = {value}" for key, value in entry.items())
            for entry in entries
        )
    )
    return configured_pulls(path, SYSTEMS)


def test_an_entry_is_read_and_its_secrets_stay_in_the_environment(tmp_path: Path) -> None:
    (pull,) = read(tmp_path / "pulls.toml", {**GOOD, "required": "true"})
    assert (pull.name, pull.system, pull.url) == ("zendesk", "zendesk", "https://acme.zendesk.com")
    assert pull.required
    assert pull.missing_variables({}) == ["ZENDESK_TOKEN"]
    assert pull.revealed({"ZENDESK_TOKEN": "s3cr3t"}) == {"token": "s3cr3t"}
    assert "s3cr3t" not in repr(pull)


def test_no_file_and_a_file_of_comments_pull_nothing(tmp_path: Path) -> None:
    assert configured_pulls(tmp_path / "pulls.toml", SYSTEMS) == []
    home = Home(tmp_path / "home")
    lay_out(home)
    assert configured_pulls(home.pulls_file, SYSTEMS) == []


def test_the_example_is_valid_once_its_comments_are_taken_off(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    lay_out(home)
    lines = [line.removeprefix("# ") for line in home.pulls_file.read_text().splitlines()]
    settings = [line for line in lines if line.startswith("[[") or " = " in line[:20]]
    path = tmp_path / "pulls.toml"
    path.write_text("\n".join(line for line in settings if "`" not in line))
    systems = (*SYSTEMS, "request_tracker")
    assert [pull.kind for pull in configured_pulls(path, systems)] == [
        "zendesk",
        "freshdesk",
        "request_tracker",
        "files",
    ]


def test_a_file_that_was_written_is_never_overwritten(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    lay_out(home)
    home.pulls_file.write_text("# mine")
    lay_out(home)
    assert home.pulls_file.read_text() == "# mine"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"kind": '"zendask"'}, "key kind: found zendask; expected one of zendesk, freshdesk"),
        ({"kind": "3"}, "key kind: found 3; expected a text"),
        ({"url": '"http://acme.zendesk.com"'}, "key url: .*without encryption the token"),
        ({"url": '"https://me:s3cr3t@acme.zendesk.com"'}, "key url: found a login or query"),
        ({"url": '"https://acme.zendesk.com?token=s3cr3t"'}, "key url: found a login or query"),
        ({"since": '"soon"'}, 'key since: found soon; expected a day, such as "2024-01-01"'),
        ({"token": '"s3cr3t"'}, "key token: found a secret in the file .not shown."),
        ({"api_key": '"s3cr3t"'}, "key api_key: found a secret in the file .not shown."),
        ({"token_env": '"s3cr3t"'}, "key token_env: found something else .not shown"),
        ({"token_env": '""'}, "key token_env: found nothing; expected a text"),
        ({"system": '"gusto"'}, "key system: found gusto; expected zendesk"),
        ({"required": '"yes"'}, "key required: found yes; expected true or false"),
        ({"name": '"My Zendesk"'}, "key name: found My Zendesk; expected small letters"),
        ({"pace": "3"}, "key pace: found a key that means nothing; expected "),
    ],
)
def test_what_cannot_be_followed_names_the_entry_the_key_and_the_remedy(
    tmp_path: Path, change: dict[str, str], said: str
) -> None:
    path = tmp_path / "pulls.toml"
    with pytest.raises(PullConfigError, match=said) as failure:
        read(path, {**GOOD, **change})
    assert str(failure.value).startswith(f"{path}: entry 1")
    assert "s3cr3t" not in str(failure.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[pull]]\nkind = zendesk", "not readable as TOML: .*line 2"),
        ("[zendesk]\nurl = 3", "found zendesk; expected only entries that begin with"),
        ("pull = 3", "found pull; expected only entries"),
        ("pull = [3]", "entry 1, key pull: found a value; expected a table"),
    ],
)
def test_a_file_of_another_form_is_refused(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "pulls.toml"
    path.write_text(text)
    with pytest.raises(PullConfigError, match=said):
        configured_pulls(path, SYSTEMS)


def test_one_helpdesk_is_pulled_from_one_account_only(tmp_path: Path) -> None:
    other = {**GOOD, "name": '"second"', "url": '"https://other.zendesk.com"'}
    with pytest.raises(PullConfigError, match="key kind: found zendesk a second time"):
        read(tmp_path / "pulls.toml", GOOD, other)
