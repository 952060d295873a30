"""A helpdesk's API: asked at its pace, again after what may pass; answered in JSON or refused."""

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

import requests
from dlt.common.configuration.specs import RuntimeConfiguration
from dlt.sources.helpers.requests.retry import DEFAULT_RETRY_EXCEPTIONS, Client
from dlt.sources.helpers.rest_client.client import RESTClient
from dlt.sources.helpers.rest_client.exceptions import IgnoreResponseException
from dlt.sources.helpers.rest_client.paginators import BasePaginator
from requests.adapters import HTTPAdapter
from requests.auth import AuthBase

from orchestration.pulling.clock import Clock
from orchestration.pulling.failures import PullError

MOST_ATTEMPTS = 8
LONGEST_WAIT_SECONDS = 300
_MINUTE = 60
_GONE = 404
_MEANINGS = {
    401: "it does not accept the login; renew the secret in the environment",
    403: "the login may not read this; give its account the right to, or use another",
    404: "there is nothing at this address; check the url",
    429: "it asks to wait longer than a night can; try later",
}


class Api:
    """One account of one system. What it raises holds no secret, no query and no answer."""

    def __init__(
        self, name: str, url: str, auth: AuthBase, clock: Clock, requests_per_minute: int
    ) -> None:
        self._name, self._url = name, url
        client = Client(
            raise_for_status=False,
            request_max_attempts=MOST_ATTEMPTS,
            request_max_retry_delay=LONGEST_WAIT_SECONDS,
            exceptions=(*DEFAULT_RETRY_EXCEPTIONS, requests.exceptions.ContentDecodingError),
        )
        session = client.session
        # The retrying itself is tenacity's, which dlt wraps around the session's own method.
        session.send.retry.sleep = clock.sleep  # pyright: ignore[reportAttributeAccessIssue]
        session.mount(url, _PacedAdapter(clock, requests_per_minute))
        # Explicit settings: dlt's own would be looked up in files and the environment.
        settings = RuntimeConfiguration(dlthub_telemetry=False, http_show_error_body=False)
        self._client = RESTClient(
            url, auth=auth, session=session, config=settings, headers={"Accept": "application/json"}
        )

    def answers(
        self,
        path: str,
        params: Mapping[str, Any],
        paginator: BasePaginator,
        is_whole: Callable[[Any], bool],
        *,
        may_be_gone: bool = False,
    ) -> Iterator[requests.Response]:
        """Every page's answer, JSON of the expected shape; none if it is gone and may be."""

        def check(response: requests.Response, *_: Any, **__: Any) -> None:
            if may_be_gone and response.status_code == _GONE:
                raise IgnoreResponseException
            self._check(response, is_whole)

        pages = self._client.paginate(
            path,
            params=dict(params),
            paginator=paginator,
            data_selector="$",
            hooks={"response": [check]},
            # A redirect leads to a login page or to another host, which must not get the token.
            allow_redirects=False,
        )
        try:
            for page in pages:
                yield page.response
        except requests.RequestException as problem:
            raise self._in_words(path, problem) from None

    def _check(self, response: requests.Response, is_whole: Callable[[Any], bool]) -> None:
        """Runs inside each attempt: a body that is cut off raises here, and is asked for again."""
        if response.status_code >= 400:
            raise requests.HTTPError(response=response)
        where = self._where(urlsplit(str(response.url)).path)
        if response.is_redirect or response.status_code >= 300:
            raise PullError(
                f"{where} answered with a redirect ({response.status_code}); found no API there; "
                "correct the url, or renew the login if it leads to a login page"
            )
        if response.content.lstrip()[:1] == b"<":
            raise PullError(
                f"{where} answered with a web page; expected JSON; the login has expired or the "
                "url is not that of the API: renew the secret or correct the url"
            )
        try:
            answer = response.json()
        except requests.exceptions.JSONDecodeError:
            raise requests.exceptions.ContentDecodingError(response=response) from None
        if not is_whole(answer):
            raise PullError(
                f"{where} answered with JSON of another shape than this system's API; "
                "check the url, and that the account may see all tickets"
            )

    def _in_words(self, path: str, problem: requests.RequestException) -> PullError:
        where = self._where(path)
        if isinstance(problem, requests.HTTPError) and problem.response is not None:
            status = problem.response.status_code
            meaning = _MEANINGS.get(status, "it is in trouble; try later")
            passes = status == 429 or status >= 500
            return PullError(f"{where} answered {status}: {meaning}", may_pass=passes)
        if isinstance(problem, requests.exceptions.ContentDecodingError):
            return PullError(f"{where} answers with broken JSON; try later", may_pass=True)
        return PullError(
            f"{where} cannot be reached, or breaks off ({type(problem).__name__}); "
            "check the url and the network",
            may_pass=True,
        )

    def _where(self, path: str) -> str:
        return f"{self._name}: {urlsplit(self._url).netloc}{path}"


class _PacedAdapter(HTTPAdapter):
    """Sends no more than so many requests in any minute, repeated ones included."""

    def __init__(self, clock: Clock, requests_per_minute: int) -> None:
        super().__init__()
        self._clock = clock
        self._sent_at: deque[float] = deque(maxlen=requests_per_minute)

    def send(self, *args: Any, **kwargs: Any) -> requests.Response:
        if len(self._sent_at) == self._sent_at.maxlen:
            wait = self._sent_at[0] + _MINUTE - self._clock.seconds()
            if wait > 0:
                self._clock.sleep(wait)
        self._sent_at.append(self._clock.seconds())
        return super().send(*args, **kwargs)
