"""Files of another folder, a bucket or a server, copied into the drop folder when they are new."""

import errno
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fsspec.core import url_to_fs

from orchestration.pulling.config import Pull
from orchestration.pulling.drop import Fetched
from orchestration.pulling.failures import PullError
from orchestration.pulling.ledger import Ledger, Progress, sync_folder

_CHUNK_BYTES = 1 << 20
# What file systems call the state of a file's content, the most telling first.
_STATE_KEYS = ("ETag", "etag", "md5", "mtime", "LastModified", "last_modified", "modified")
STREAM = "files"
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS}


def copy_new_files(pull: Pull, secrets: Mapping[str, str], ledger: Ledger, folder: Path) -> Fetched:
    """Copy every file that matches and is not what was copied before; nothing is changed there."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    source = _Source(pull, secrets)
    copied: dict[str, Any] = dict(ledger.progress(STREAM).position)
    count = 0
    for name, path in sorted(source.found().items()):
        before = source.state(path)
        if copied.get(name) == before:
            continue
        hidden = folder / f".{name}.part"
        source.copy(path, hidden)
        if source.state(path) != before:
            hidden.unlink()
            continue  # It is still being written; the next pull looks again.
        hidden.replace(folder / name)
        sync_folder(folder)
        copied[name] = before
        ledger.save(STREAM, Progress(copied))
        count += 1
    return Fetched(files=count)


class _Source:
    """The other side, in words of files; whatever its library raises is told without details."""

    def __init__(self, pull: Pull, secrets: Mapping[str, str]) -> None:
        self._pull = pull
        try:
            self._files, self._root = url_to_fs(pull.url, **secrets)
        except (ImportError, ValueError) as problem:
            raise self._failed(problem, "open") from None
        except Exception as problem:
            raise self._failed(problem, "reach") from None

    def found(self) -> dict[str, str]:
        """Paths of the files that match, by the name that they get in the drop folder."""
        try:
            if not self._files.isdir(self._root):
                raise PullError(f"{self._pull.name}: there is no folder {self._pull.url}")
            paths = self._files.glob(f"{self._root.rstrip('/')}/{self._pull.glob}")
            files = [str(path) for path in paths if self._files.isfile(path)]
        except PullError:
            raise
        except Exception as problem:
            raise self._failed(problem, "list") from None
        names: dict[str, str] = {}
        for path in files:
            name = path.rsplit("/", 1)[-1]
            if name in names:
                raise PullError(
                    f"{self._pull.name}: two files are called {name}; expected names that differ, "
                    "for both go into one folder; narrow the glob"
                )
            if not name.startswith("."):
                names[name] = path
        return names

    def state(self, path: str) -> list[str]:
        """Size and whatever else tells one content from another."""
        try:
            self._files.invalidate_cache()
            facts = self._files.info(path)
        except Exception as problem:
            raise self._failed(problem, "look at") from None
        telling = [f"{key}={facts[key]}" for key in _STATE_KEYS if facts.get(key) is not None]
        return [f"size={facts.get('size')}", *telling[:1]]

    def copy(self, path: str, target: Path) -> None:
        try:
            with self._files.open(path, "rb", compression=None) as theirs:
                descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
                with os.fdopen(descriptor, "wb") as ours:
                    while chunk := theirs.read(_CHUNK_BYTES):
                        ours.write(chunk)
                    ours.flush()
                    os.fsync(ours.fileno())
        except Exception as problem:
            target.unlink(missing_ok=True)
            raise self._failed(problem, "copy from") from None

    def _failed(self, problem: Exception, doing: str) -> Exception:
        """Our disk's troubles stay what they are; a library's words may repeat a password."""
        if isinstance(problem, OSError) and problem.errno in _NO_ROOM:
            return problem
        scheme = self._pull.url.split("://", 1)[0]
        if isinstance(problem, ImportError):
            return PullError(
                f"{self._pull.name}: {scheme}:// needs a package that is not installed; "
                "pip install s3fs for s3, paramiko for sftp"
            )
        if isinstance(problem, ValueError) and doing == "open":
            return PullError(
                f"{self._pull.name}: found {scheme}://; expected a known protocol; "
                "use file://, s3:// or sftp://"
            )
        return PullError(
            f"{self._pull.name}: cannot {doing} {self._pull.url} ({type(problem).__name__}); "
            "check the folder, the login and the network",
            may_pass=True,
        )
