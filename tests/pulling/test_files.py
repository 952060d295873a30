"""Files of another folder: copied when they are new or have changed, and never touched there."""

import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import fsspec
import pytest

from orchestration.project import Home
from orchestration.pulling.drop import Fetched
from orchestration.pulling.failures import PullError
from orchestration.pulling.run import pulls_of, run_pull
from tests.pulling.conftest import QuickClock
from tests.pulling.dropped import files

CONFIG = """
[[pull]]
kind = "files"
name = "payroll"
system = "gusto"
url = "{url}"
glob = "payroll-*.csv"
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "theirs"
    folder.mkdir()
    (folder / "payroll-2024-01.csv").write_text("one")
    (folder / "payroll-2024-02.csv").write_text("two")
    (folder / "notes.txt").write_text("not asked for")
    (folder / "payroll-folder.csv").mkdir()
    return folder


@pytest.fixture
def home(pulling_home: Callable[[str], Home], source: Path) -> Home:
    return pulling_home(CONFIG.format(url=source.as_uri()))


def pull(home: Home, quick: QuickClock) -> Fetched:
    (entry,) = pulls_of(home)
    return run_pull(home, entry, quick.clock)


def test_what_matches_is_copied_once_and_again_when_it_changes(
    home: Home, source: Path, quick: QuickClock
) -> None:
    assert pull(home, quick) == Fetched(files=2)
    assert pull(home, quick) == Fetched()
    copied = home.landing / "gusto" / "payroll-2024-02.csv"
    assert copied.read_text() == "two"
    assert stat.S_IMODE(copied.stat().st_mode) == 0o600
    there = source / "payroll-2024-02.csv"
    changed_at = there.stat().st_mtime_ns + 5_000_000_000
    there.write_text("new")
    os.utime(there, ns=(changed_at, changed_at))
    assert pull(home, quick) == Fetched(files=1)
    assert copied.read_text() == "new"
    assert files(home, "gusto") == ["payroll-2024-01.csv", "payroll-2024-02.csv"]
    assert len(list(source.iterdir())) == 4


def test_a_copy_that_was_removed_after_landing_is_not_fetched_again(
    home: Home, quick: QuickClock
) -> None:
    pull(home, quick)
    (home.landing / "gusto" / "payroll-2024-01.csv").unlink()
    assert pull(home, quick) == Fetched()


def test_a_file_that_grows_while_it_is_copied_waits_for_the_next_pull(
    home: Home, source: Path, quick: QuickClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    from orchestration.pulling import files as copying

    true_copy = copying._Source.copy

    def growing(self: copying._Source, path: str, target: Path) -> None:
        true_copy(self, path, target)
        if path.endswith("-02.csv"):
            Path(path).write_text("two and more")

    monkeypatch.setattr(copying._Source, "copy", growing)
    assert pull(home, quick) == Fetched(files=1)
    assert files(home, "gusto") == ["payroll-2024-01.csv"]
    monkeypatch.setattr(copying._Source, "copy", true_copy)
    assert pull(home, quick) == Fetched(files=1)
    assert (home.landing / "gusto" / "payroll-2024-02.csv").read_text() == "two and more"
    assert source.is_dir()


@pytest.fixture
def bucket() -> Iterator[fsspec.AbstractFileSystem]:
    memory = fsspec.filesystem("memory")
    yield memory
    memory.rm("/bucket", recursive=True)


def test_any_file_system_of_fsspec_will_do(
    pulling_home: Callable[[str], Home], quick: QuickClock, bucket: fsspec.AbstractFileSystem
) -> None:
    bucket.pipe("/bucket/a/payroll-1.csv", b"one")
    bucket.pipe("/bucket/a/.payroll-2.csv", b"hidden")
    home = pulling_home(CONFIG.format(url="memory://bucket/a"))
    assert pull(home, quick) == Fetched(files=1)
    bucket.pipe("/bucket/a/payroll-1.csv", b"three")
    assert pull(home, quick) == Fetched(files=1)
    assert (home.landing / "gusto" / "payroll-1.csv").read_bytes() == b"three"


def test_two_files_of_one_name_are_refused(
    pulling_home: Callable[[str], Home], quick: QuickClock, bucket: fsspec.AbstractFileSystem
) -> None:
    bucket.pipe("/bucket/a/payroll-1.csv", b"one")
    bucket.pipe("/bucket/b/payroll-1.csv", b"two")
    text = CONFIG.format(url="memory://bucket").replace("payroll-*.csv", "*/payroll-*.csv")
    with pytest.raises(PullError, match=r"two files are called payroll-1\.csv"):
        pull(pulling_home(text), quick)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("file:///nowhere/at/all", "payroll: there is no folder file:///nowhere/at/all"),
        ("nonsense://host/folder", "found nonsense://; expected a known protocol"),
        ("s3://bucket/folder", "s3:// needs a package that is not installed"),
    ],
)
def test_a_folder_that_cannot_be_read_is_named(
    pulling_home: Callable[[str], Home], quick: QuickClock, url: str, said: str
) -> None:
    with pytest.raises(PullError, match=said):
        pull(pulling_home(CONFIG.format(url=url)), quick)
