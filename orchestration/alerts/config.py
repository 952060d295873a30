"""Who is told of a night: `alerts.toml`, read and checked. Without the file nothing is sent."""

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from typing import Any

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
PORTS = {"starttls": 587, "tls": 465, "none": 25}
_KEYS = {
    "webhook": {"kind", "name", "url_env"},
    "email": {
        *("kind", "name", "host", "port", "security", "sender", "to"),
        *("username_env", "password_env"),
    },
}
_VARIABLE = re.compile(r"[A-Z_][A-Z0-9_]*")
_ADDRESS = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+")


class AlertConfigError(Exception):
    """`alerts.toml` cannot be followed; the words name the entry, the key and the remedy."""


@dataclass(frozen=True)
class Channel:
    """One entry of the file; `secrets` holds names of environment variables, never their values."""

    name: str
    kind: str
    secrets: Mapping[str, str] = field(default_factory=dict)
    host: str = ""
    port: int = 0
    security: str = "starttls"
    sender: str = ""
    to: tuple[str, ...] = ()

    def missing_variables(self, environment: Mapping[str, str] = os.environ) -> list[str]:
        """Variables that the entry names and the environment lacks."""
        return [name for name in self.secrets.values() if not environment.get(name)]


@dataclass(frozen=True)
class Alerts:
    """Everything that the file says; `digest_weekday` counts from Monday, 0."""

    channels: tuple[Channel, ...] = ()
    digest_weekday: int | None = None


def configured_alerts(path: Path) -> Alerts:
    """What the file names; nothing if there is no file. Raises `AlertConfigError`."""
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Alerts()
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        where = str(problem) if isinstance(problem, tomllib.TOMLDecodeError) else "not UTF-8"
        raise AlertConfigError(f"{path}: not readable as TOML: {where}") from None
    except OSError as problem:
        raise AlertConfigError(f"{path}: not readable: {problem.strerror}") from None
    entries = document.pop("alert", [])
    digest = document.pop("weekly_digest", None)
    if document or not isinstance(entries, list):
        found = ", ".join(sorted(document)) or "alert"
        raise AlertConfigError(
            f"{path}: found {found}; expected weekly_digest and entries that begin with [[alert]]"
        )
    if digest is not None and digest not in WEEKDAYS:
        raise AlertConfigError(
            f"{path}: key weekly_digest: found {digest!r}; expected one of {', '.join(WEEKDAYS)}"
        )
    return Alerts(
        tuple(_Entry(path, number, said).channel() for number, said in enumerate(entries, 1)),
        WEEKDAYS.index(digest) if digest is not None else None,
    )


class _Entry:
    """One `[[alert]]`, looked at key by key."""

    def __init__(self, path: Path, number: int, said: Any) -> None:
        self._path, self._number = path, number
        if not isinstance(said, dict):
            raise self._wrong("alert", "a value", "a table that begins with [[alert]]")
        self._said: dict[str, Any] = said

    def channel(self) -> Channel:
        kind = self._text("kind")
        if kind not in _KEYS:
            raise self._wrong("kind", repr(kind), f"one of {', '.join(_KEYS)}")
        for key in sorted(set(self._said) - _KEYS[kind]):
            # What stands there is not shown: it may be a secret.
            raise self._wrong(key, "a key that means nothing", ", ".join(sorted(_KEYS[kind])))
        name = self._text("name", default=kind)
        if kind == "webhook":
            return Channel(name, kind, secrets={"url": self._variable("url_env")})
        secrets = {
            option: self._variable(f"{option}_env")
            for option in ("username", "password")
            if f"{option}_env" in self._said
        }
        if len(secrets) == 1:
            raise self._wrong(
                f"{next(iter(secrets))}_env", "it alone", "username_env and password_env, or none"
            )
        host = self._text("host")
        security = self._text("security", default="starttls")
        if security not in PORTS:
            raise self._wrong("security", repr(security), f"one of {', '.join(PORTS)}")
        if security == "none" and not _is_own(host):
            raise self._wrong(
                "security", "none for another machine", "starttls or tls, for it is readable else"
            )
        port = self._said.get("port", PORTS[security])
        if not isinstance(port, int) or isinstance(port, bool) or not 0 < port < 65536:
            raise self._wrong("port", repr(port), "a number from 1 to 65535")
        return Channel(
            name,
            kind,
            secrets,
            host,
            port,
            security,
            self._address("sender", self._said.get("sender")),
            self._addresses(),
        )

    def _addresses(self) -> tuple[str, ...]:
        said = self._said.get("to")
        listed = [said] if isinstance(said, str) else said
        if not isinstance(listed, list) or not listed:
            raise self._wrong("to", "nothing", 'addresses, such as ["owner@acme.example"]')
        return tuple(self._address("to", one) for one in listed)

    def _address(self, key: str, said: object) -> str:
        if isinstance(said, str) and _ADDRESS.fullmatch(said):
            return said
        raise self._wrong(key, repr(said), "an address such as owner@acme.example")

    def _variable(self, key: str) -> str:
        said = self._said.get(key)
        if isinstance(said, str) and _VARIABLE.fullmatch(said):
            return said
        raise self._wrong(
            key,
            "nothing" if said is None else "something else (not shown, it may be a secret)",
            "the name of an environment variable in capitals, such as ALERT_WEBHOOK_URL",
        )

    def _text(self, key: str, *, default: str | None = None) -> str:
        said = self._said.get(key, default)
        if isinstance(said, str) and said.strip():
            return said.strip()
        raise self._wrong(key, "nothing" if said is None else repr(said), "a text")

    def _wrong(self, key: str, found: str, expected: str) -> AlertConfigError:
        return AlertConfigError(
            f"{self._path}: entry {self._number}, key {key}: found {found}; expected {expected}; "
            "correct the entry"
        )


def _is_own(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
