"""What a home pulls: `pulls.toml`, read and checked. Without the file nothing is ever fetched."""

import os
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from orchestration.pulling.failures import PullConfigError, PullError

SECRETS_BY_KIND: Mapping[str, tuple[str, ...]] = {
    "zendesk": ("token", "email"),
    "freshdesk": ("token",),
    "request_tracker": ("token",),
    "files": ("username", "password"),
}
_OPTIONAL_SECRETS = {("zendesk", "email"), ("files", "username"), ("files", "password")}
_OWN_KEYS_BY_KIND: Mapping[str, frozenset[str]] = {
    "zendesk": frozenset({"since"}),
    "freshdesk": frozenset({"since"}),
    "request_tracker": frozenset({"since"}),
    "files": frozenset({"glob"}),
}
_KEYS = frozenset({"name", "kind", "system", "url", "required"})
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_VARIABLE = re.compile(r"[A-Z_][A-Z0-9_]*")
_SECRET_KEY = re.compile(r"token|passw|secret|key|credential|login|user|email", re.IGNORECASE)


@dataclass(frozen=True)
class Pull:
    """One entry of the file; `secrets` holds names of environment variables, never their values."""

    name: str
    kind: str
    system: str
    url: str
    required: bool = False
    since: date | None = None
    glob: str = "*"
    secrets: Mapping[str, str] = field(default_factory=dict)

    def revealed(self, environment: Mapping[str, str] = os.environ) -> dict[str, str]:
        """The secrets themselves, for the moment in which they are needed."""
        missing = self.missing_variables(environment)
        if missing:
            raise PullError(
                f"{self.name}: the environment variable {', '.join(missing)} is not set; "
                "set it where the night is started (cron, systemd, the shell)"
            )
        return {option: environment[variable] for option, variable in self.secrets.items()}

    def missing_variables(self, environment: Mapping[str, str] = os.environ) -> list[str]:
        """Variables that the entry names and the environment lacks."""
        return [name for name in self.secrets.values() if not environment.get(name)]


def configured_pulls(path: Path, systems: Iterable[str]) -> list[Pull]:
    """Every entry, in the order of the file; none if there is no file."""
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return []
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        where = str(problem) if isinstance(problem, tomllib.TOMLDecodeError) else "not UTF-8"
        raise PullConfigError(f"{path}: not readable as TOML: {where}") from None
    entries = document.pop("pull", [])
    if document or not isinstance(entries, list):
        found = ", ".join(sorted(document)) or "pull"
        raise PullConfigError(
            f"{path}: found {found}; expected only entries that begin with [[pull]]"
        )
    known = frozenset(systems)
    pulls = [_Entry(path, number, said, known).pull() for number, said in enumerate(entries, 1)]
    _refuse_twins(path, pulls)
    return pulls


def _refuse_twins(path: Path, pulls: list[Pull]) -> None:
    """Two accounts of one helpdesk would number their tickets alike."""
    seen: set[tuple[str, str]] = set()
    for number, pull in enumerate(pulls, 1):
        marks = {("name", pull.name)}
        if pull.kind != "files":
            marks.add(("kind", pull.kind))
        for key, value in marks & seen:
            remedy = "give it a name of its own" if key == "name" else "one account per home"
            raise PullConfigError(
                f"{path}: entry {number} ({pull.name}), key {key}: found {value} a second time; "
                f"expected it once; {remedy}"
            )
        seen |= marks


class _Entry:
    """One `[[pull]]`, looked at key by key."""

    def __init__(self, path: Path, number: int, said: Any, systems: frozenset[str]) -> None:
        self._path, self._number, self._systems = path, number, systems
        self._said: dict[str, Any] = said if isinstance(said, dict) else {}
        self._label = str(self._said.get("name") or self._said.get("kind") or "")
        if not isinstance(said, dict):
            raise self._wrong("pull", "a value", "a table", "begin the entry with [[pull]]")

    def pull(self) -> Pull:
        kind = self._text("kind")
        if kind not in SECRETS_BY_KIND:
            raise self._wrong("kind", kind, f"one of {', '.join(SECRETS_BY_KIND)}")
        secrets = self._secrets(kind)
        self._refuse_other_keys(kind)
        system = self._text("system", default=kind if kind != "files" else None)
        if system not in self._systems:
            raise self._wrong("system", system, f"one of {', '.join(sorted(self._systems))}")
        if kind != "files" and system != kind:
            raise self._wrong("system", system, kind, "its files land as those of that system")
        name = self._text("name", default=system)
        if not _NAME.fullmatch(name):
            raise self._wrong("name", name, "small letters, digits and _")
        required = self._said.get("required", False)
        if not isinstance(required, bool):
            raise self._wrong("required", required, "true or false")
        return Pull(
            name=name,
            kind=kind,
            system=system,
            url=self._url(kind),
            required=required,
            since=self._since() if "since" in _OWN_KEYS_BY_KIND[kind] else None,
            glob=self._text("glob", default="*") if kind == "files" else "*",
            secrets=secrets,
        )

    def _secrets(self, kind: str) -> dict[str, str]:
        found: dict[str, str] = {}
        for option in SECRETS_BY_KIND[kind]:
            key = f"{option}_env"
            if key not in self._said and (kind, option) in _OPTIONAL_SECRETS:
                continue
            variable = self._text(key, is_shown=False)
            if not _VARIABLE.fullmatch(variable):
                raise self._wrong(
                    key,
                    "something else (not shown, it may be a secret)",
                    "the name of an environment variable in capitals, such as ZENDESK_TOKEN",
                    "put the secret into that variable, not into the file",
                )
            found[option] = variable
        return found

    def _refuse_other_keys(self, kind: str) -> None:
        secret_keys = {f"{option}_env" for option in SECRETS_BY_KIND[kind]}
        allowed = _KEYS | _OWN_KEYS_BY_KIND[kind] | secret_keys
        for key in sorted(set(self._said) - allowed):
            if _SECRET_KEY.search(key):
                raise self._wrong(
                    key,
                    "a secret in the file (not shown)",
                    f"{' and '.join(sorted(secret_keys))} with names of environment variables",
                    "take it out of the file, and change it where it was given to you: "
                    "whoever read the file knows it",
                )
            raise self._wrong(key, "a key that means nothing", ", ".join(sorted(allowed)))

    def _url(self, kind: str) -> str:
        url = self._text("url", is_shown=False)
        try:
            parts = urlsplit(url)
            host = parts.hostname
        except ValueError:
            raise self._wrong("url", "no address", "an address such as https://…") from None
        if parts.password or (kind != "files" and (parts.username or parts.query)):
            raise self._wrong(
                "url", "a login or query in it (not shown)", "the address alone", "use …_env keys"
            )
        if kind == "files":
            if not parts.scheme:
                raise self._wrong("url", url, "a folder with its protocol: file://, s3://, sftp://")
        elif not host or not (parts.scheme == "https" or (parts.scheme == "http" and _own(host))):
            raise self._wrong(
                "url", url, "https://…", "without encryption the token could be read on its way"
            )
        return url.rstrip("/")

    def _since(self) -> date:
        said = self._said.get("since")
        try:
            return said if type(said) is date else date.fromisoformat(str(said))
        except ValueError:
            raise self._wrong(
                "since", "nothing" if said is None else said, 'a day, such as "2024-01-01"'
            ) from None

    def _text(self, key: str, *, default: str | None = None, is_shown: bool = True) -> str:
        said = self._said.get(key, default)
        if isinstance(said, str) and said.strip():
            return said.strip()
        found = "nothing" if said is None or said == "" else repr(said) if is_shown else "no text"
        raise self._wrong(key, found, "a text")

    def _wrong(self, key: str, found: object, expected: str, remedy: str = "") -> PullConfigError:
        label = f" ({self._label})" if _NAME.fullmatch(self._label) else ""
        return PullConfigError(
            f"{self._path}: entry {self._number}{label}, key {key}: found {found}; "
            f"expected {expected}; {remedy or 'correct the entry'}"
        )


def _own(host: str) -> bool:
    """Whether the host is this machine, so that nothing travels."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
