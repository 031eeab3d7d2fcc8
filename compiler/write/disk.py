"""Files laid down so that they survive a crash, and taken away again."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import stat
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath

NOT_A_FILE = "not a file"


def digest(content: bytes) -> str:
    """The sha256 of a content, in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def state(path: Path) -> str | None:
    """The digest of the file at a path, None when nothing stands there, `NOT_A_FILE` for all else.

    A link is not a file, whatever it leads to: its owner put it there.
    """
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            return NOT_A_FILE
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except (FileNotFoundError, NotADirectoryError):
        return None


def lay(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write new files below a folder, which is made where needed, and wait until the disk holds them."""
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        if target.suffix == ".sh":
            target.chmod(0o755)
    settle({folder / parent for path in files for parent in PurePosixPath(path).parents})


def settle(folders: set[Path]) -> None:
    """Wait until the disk holds the entries of folders; those that are gone are passed over."""
    if os.name == "nt":  # it neither can open a folder nor needs to
        return
    for folder in sorted(folders):
        with suppress(FileNotFoundError, NotADirectoryError):
            descriptor = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            except OSError as error:
                # some network file systems know no such call for folders
                if error.errno not in {errno.EINVAL, errno.ENOTSUP}:
                    raise
            finally:
                os.close(descriptor)


def discard(path: Path) -> None:
    """Remove a file, a link or a whole folder, if there is one."""
    if path.is_symlink() or path.is_file():
        path.unlink()
    elif path.exists():
        shutil.rmtree(path)


def prune(home: Path, path: str) -> None:
    """Remove the folders on the way to a path that are left empty, from the inside out."""
    for folder in list(PurePosixPath(path).parents)[:-1]:
        try:
            (home / folder).rmdir()
        except FileNotFoundError:
            continue
        except OSError:
            return


def replace_text(path: Path, text: str) -> None:
    """Write a text in a file's place, whole or not at all."""
    waiting = path.with_name(f".{path.name}.{os.getpid()}.scic-new")
    waiting.unlink(missing_ok=True)
    lay(path.parent, {waiting.name: text.encode()})
    if path.exists():
        shutil.copymode(path, waiting)
    waiting.replace(path)
