"""Scripts that npm packs, pinned by version and hash: fetched at set-up, never kept with the sources."""

from __future__ import annotations

import base64
import hashlib
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path


class WrongHashError(ValueError):
    """The package's file is another one than the one that was pinned."""


def packed(package: str, member: str, integrity: str, *beside: str) -> list[bytes] | None:
    """A pinned file of a package (`name@version`), and others beside it. None where npm isn't here or can't fetch it.

    Raises WrongHashError.
    """
    npm = shutil.which("npm")
    if npm is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        call = [npm, "pack", "--silent", package]
        try:
            subprocess.run(call, cwd=folder, check=True, capture_output=True, timeout=120)  # noqa: S603
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
            return None
        with tarfile.open(next(Path(folder).glob("*.tgz"))) as archive:
            files = [archive.extractfile(f"package/{name}").read() for name in (member, *beside)]
    digest = "sha384-" + base64.b64encode(hashlib.sha384(files[0]).digest()).decode()
    if digest != integrity:
        raise WrongHashError(f"{package} has another hash than the pinned one: {digest}")
    return files
