"""What Request Tracker answers where it does not answer as it should; a server is imitated."""

from collections.abc import Callable

import pytest

from orchestration.project import Home
from orchestration.pulling.failures import PullError
from orchestration.pulling.run import pulls_of, run_pull
from tests.pulling.conftest import QuickClock
from tests.pulling.dropped import files
from tests.pulling.server import Answer, Helpdesk, serving

CONFIG = """
[[pull]]
kind = "request_tracker"
url = "{url}"
since = "2024-01-01"
token_env = "RT_TOKEN"
"""
PAGE = {"items": [{"id": "5", "type": "ticket", "Type": "ticket"}], "total": 1, "pages": 1}


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (Answer(b"\n<!DOCTYPE html><html><title>Login</title></html>"), "with a web page"),
        # An account that may not see every ticket gets no total, or pages with nothing on them.
        (Answer({**PAGE, "total": None}), "the account may see all tickets"),
        (Answer({**PAGE, "items": []}), "the account may see all tickets"),
        (Answer({"message": "no"}, 400), "answered 400"),
    ],
)
def test_what_is_no_page_of_all_tickets_is_refused_and_nothing_is_written(
    pulling_home: Callable[[str], Home],
    quick: QuickClock,
    monkeypatch: pytest.MonkeyPatch,
    answer: Answer,
    said: str,
) -> None:
    monkeypatch.setenv("RT_TOKEN", "1-14-s3cr3t")
    with serving(Helpdesk(lambda _path, _params: answer)) as tracker:
        home = pulling_home(CONFIG.format(url=tracker.url))
        (entry,) = pulls_of(home)
        with pytest.raises(PullError, match=said) as failure:
            run_pull(home, entry, quick.clock)
    assert "s3cr3t" not in str(failure.value)
    assert files(home, "request_tracker") == []


def test_kinds_of_ticket_and_of_record_stay_apart(
    pulling_home: Callable[[str], Home], quick: QuickClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RT_TOKEN", "1-14-s3cr3t")
    with serving(Helpdesk(lambda _path, _params: Answer(PAGE))) as tracker:
        home = pulling_home(CONFIG.format(url=tracker.url))
        (entry,) = pulls_of(home)
        run_pull(home, entry, quick.clock)
    folder = home.landing / "request_tracker"
    (tickets,) = folder.glob("tickets-pull-*.ndjson")
    assert '"type": "ticket", "Type": "ticket"' in tickets.read_text()
