"""The process of the checks answers, passes failures on, and does not outlive its parent."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from orchestration.check_process import check_process

PARENT = """
import os, time
from orchestration.check_process import check_process
if __name__ == "__main__":
    with check_process() as process:
        print(process.ask(os.getpid), flush=True)
        process.ask(time.sleep, 60)
"""


def test_it_answers_from_elsewhere_and_passes_failures_on() -> None:
    with check_process() as process:
        assert process.ask(os.getpid) != os.getpid()
        with pytest.raises(ZeroDivisionError):
            process.ask(divmod, 1, 0)
        assert process.ask(divmod, 7, 2) == (3, 1)
        with pytest.raises(RuntimeError, match="ended before it answered"):
            process.ask(os._exit, 1)


def test_it_ends_with_a_killed_parent_even_while_it_works(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT)
    with subprocess.Popen(
        [sys.executable, script], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        parent.send_signal(signal.SIGKILL)
        assert parent.stdout.read() == ""
    deadline = time.monotonic() + 10
    while _is_running(child):
        assert time.monotonic() < deadline


def _is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # A zombie still has a number; nobody waits for an orphan in a container without an init.
    return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
