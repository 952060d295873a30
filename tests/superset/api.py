"""Superset's REST API, as far as the check uses it."""

import json
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

TIMEOUT_SECONDS = 120


class Api:
    """Calls of a Superset on this machine, after a login."""

    def __init__(self, address: str, user: str, password: str) -> None:
        self._address = address
        self._headers = {"Content-Type": "application/json"}
        login = {"username": user, "password": password, "provider": "db", "refresh": False}
        token = self.call("POST", "/api/v1/security/login", login)["access_token"]
        self._headers["Authorization"] = f"Bearer {token}"

    def call(self, method: str, path: str, body: object = None) -> dict[str, Any]:
        """The answer as it came; raises `RuntimeError` with what the server said."""
        data = None if body is None else json.dumps(body).encode()
        request = Request(self._address + path, data, self._headers, method=method)
        try:
            with urlopen(request, timeout=TIMEOUT_SECONDS) as response:
                return json.loads(response.read())
        except HTTPError as failure:
            said = failure.read().decode(errors="replace")[:2000]
            raise RuntimeError(f"{method} {path}: {failure.code} {said}") from None
