"""Starts the server or attaches to it, and stops it with the last program that uses it.

Three file locks say who is there, see ``cluster``. Programs take turns with the first. A free
server lock means that no process of a server of ours is alive, whatever ``postmaster.pid`` says.
A free users lock, tried by a program that leaves, means that it was the last.
"""

import logging
import os
import shlex
import time
from contextlib import ExitStack
from pathlib import Path

from api.embedded_database import locks
from api.embedded_database.accounts import account_for
from api.embedded_database.cluster import Cluster
from api.embedded_database.errors import DatabaseStartError
from api.embedded_database.programs import Programs, find_bin_dir
from api.embedded_database.sockets import remove_socket_dir, socket_dir_for

_PATIENCE_SECONDS = 60.0
_PAUSE_SECONDS = 0.05
_LOG_LINES_SHOWN = 8
_PSQL_NOT_CONNECTED = 2
_SETTINGS = {
    "listen_addresses": "",
    "port": "5432",
    "unix_socket_permissions": "0700",
    # A commit that was answered survives a crash; postgresql.conf cannot weaken that.
    "fsync": "on",
    "full_page_writes": "on",
    "synchronous_commit": "on",
    "timezone": "UTC",
    # What users write belongs in the database, not in the log.
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "log_parameter_max_length": "0",  # also where an operator logs statements
    "log_parameter_max_length_on_error": "0",
    "log_checkpoints": "off",
    "log_timezone": "UTC",
}
_ENSURE_DATABASE = r"""
SELECT 'CREATE ROLE eksportklar LOGIN CREATEDB CREATEROLE'
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'eksportklar') \gexec
SELECT 'CREATE ROLE eksportklar_app LOGIN'
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'eksportklar_app') \gexec
SELECT 'CREATE DATABASE eksportklar OWNER eksportklar'
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'eksportklar') \gexec
"""

_logger = logging.getLogger(__name__)


def start_or_attach(data_dir: Path, use: ExitStack) -> Path:
    """Return the folder of the socket of a server that is ready; closing ``use`` leaves it.

    Raises:
        DatabaseStartError: With the cause and what to do about it.
    """
    try:
        cluster = _prepare(data_dir)
        with locks.alone(cluster.transition_lock, wait_seconds=_PATIENCE_SECONDS):
            with ExitStack() as on_failure:
                users = locks.open_lock(cluster.users_lock)
                on_failure.callback(os.close, users)
                locks.share(users)
                socket_dir = _ensure_running(cluster)
                on_failure.pop_all()
            use.callback(_leave, cluster, users)
    except TimeoutError as error:
        raise DatabaseStartError(
            f"Another program has been starting or stopping the database in {data_dir} for a"
            " minute. Start again; if that does not help, end that program."
        ) from error
    except OSError as error:
        raise DatabaseStartError(
            f"The embedded database cannot use {data_dir}: {error}. Set EKSPORTKLAR_DATA_DIR to a"
            " folder on a local disk that the program may write to. As root in a container that"
            " lacks root's powers, run the program as an ordinary user."
        ) from error
    else:
        return socket_dir


def _prepare(data_dir: Path) -> Cluster:
    folder = data_dir.resolve() / "postgresql"
    account = account_for(folder)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if account is not None:
        os.chown(folder, account.uid, account.gid)
    programs = Programs(bin_dir=find_bin_dir(), folder=folder, account=account)
    return Cluster(folder=folder, programs=programs)


def _ensure_running(cluster: Cluster) -> Path:
    give_up_at = time.monotonic() + _PATIENCE_SECONDS
    while True:
        with locks.opened(cluster.server_lock) as lock:
            if locks.try_exclusive(lock):
                _launch(cluster, lock)
        # Else there is a server, or one that starts, stops, recovers or has just been killed.
        socket_dir = cluster.running_socket_dir()
        if socket_dir is not None and _ensure_database(cluster, socket_dir):
            return socket_dir
        if time.monotonic() > give_up_at:
            raise DatabaseStartError(
                f"The server on {cluster.data} runs, but has not answered at {socket_dir} for a"
                " minute. If it is still recovering from a crash, wait and start again. Its log"
                f" says:\n{_end_of_log(cluster)}"
            )
        time.sleep(_PAUSE_SECONDS)


def _launch(cluster: Cluster, lock: int) -> None:
    """Start a server whose processes keep the lock."""
    cluster.ensure_data(inherited=lock)
    socket_dir = socket_dir_for(cluster.folder)
    cluster.remove_stale_process_files(socket_dir)
    settings = _SETTINGS | {"unix_socket_directories": str(socket_dir)}
    # pg_ctl hands its arguments to a shell, so its paths are relative to the folder it runs in.
    options = " ".join(f"-c {name}={shlex.quote(value)}" for name, value in settings.items())
    wait = f"--timeout={_PATIENCE_SECONDS:.0f}"
    arguments = ("start", "--silent", "-D", cluster.data.name, "-l", cluster.log.name)
    done = cluster.programs.run("pg_ctl", *arguments, wait, "-o", options, inherited=(lock,))
    if done.returncode != 0:
        raise DatabaseStartError(
            f"PostgreSQL did not start on {cluster.data}: {done.stdout.strip()}"
            f"\nThe end of its log, {cluster.log}:\n{_end_of_log(cluster)}"
        )


def _ensure_database(cluster: Cluster, socket_dir: Path) -> bool:
    """Create the role and the database if missing; say whether the server could be reached."""
    # One setting per option; -X: without the user's own psql settings.
    strict = ("-X", "--quiet", "--set=ON_ERROR_STOP=1")
    server = ("--host", str(socket_dir), "--port=5432", "--username=postgres", "postgres")
    done = cluster.programs.run("psql", *strict, *server, text=_ENSURE_DATABASE)
    if done.returncode not in (0, _PSQL_NOT_CONNECTED):
        raise DatabaseStartError(
            f"The database eksportklar could not be created in {cluster.data}. PostgreSQL says:"
            f"\n{done.stdout.strip()}"
        )
    return done.returncode == 0


def _leave(cluster: Cluster, users: int) -> None:
    """End this program's use, and stop the server if nobody else uses it."""
    os.close(users)
    try:
        with (
            locks.alone(cluster.transition_lock, wait_seconds=_PATIENCE_SECONDS),
            locks.opened(cluster.users_lock) as lock,
        ):
            if locks.try_exclusive(lock):
                _stop(cluster)
    except OSError:
        _logger.warning("The embedded database was left running in %s", cluster.folder)


def _stop(cluster: Cluster) -> None:
    with locks.opened(cluster.server_lock) as lock:
        if locks.try_exclusive(lock):
            return  # Gone already; pg_ctl would signal whatever process has its number now.
    socket_dir = cluster.running_socket_dir()
    wait = f"--timeout={_PATIENCE_SECONDS:.0f}"
    arguments = ("stop", "--silent", "--mode=fast", "-D", cluster.data.name, wait)
    done = cluster.programs.run("pg_ctl", *arguments)
    if done.returncode != 0:
        _logger.warning("The embedded database did not stop: %s", done.stdout.strip())
    elif socket_dir is not None:
        remove_socket_dir(socket_dir, cluster.folder)


def _end_of_log(cluster: Cluster) -> str:
    lines = cluster.log.read_text("utf-8", "replace").splitlines() if cluster.log.exists() else []
    return "\n".join(lines[-_LOG_LINES_SHOWN:])
