"""A second server that signs people in by password, as a regency's own would."""

import secrets
from pathlib import Path

import psycopg

from pendopo.cli.cluster import Cluster
from pendopo.kernel import postgres
from tests.runtime.instance import free_port, remove

ROLE, DATABASE = "kabupaten", "daerah"
HBA = "local all all peer map=pendopo\nhost all all 127.0.0.1/32 scram-sha-256\n"


class OwnServer:
    """PostgreSQL on a port of its own; `url` signs in as a role that may create databases, and no more."""

    def __init__(self, folder: Path) -> None:
        self.cluster = Cluster(folder / "own", durable=False)
        self.port, self.password = free_port(), "p@ss:" + secrets.token_hex(8)
        self.cluster.initialise()
        (self.cluster.data / "pg_hba.conf").write_text(HBA, encoding="utf-8")
        with (self.cluster.data / "postgresql.auto.conf").open("a", encoding="utf-8") as file:
            file.write(f"listen_addresses = '127.0.0.1'\nport = {self.port}\n")
        self.cluster.start()
        where = {"host": str(self.cluster.socket), "port": self.port, "user": postgres.OWNER}
        with psycopg.connect(**where, dbname="postgres", autocommit=True) as connection:
            connection.execute(f"CREATE ROLE {ROLE} LOGIN CREATEDB PASSWORD '{self.password}'")
            connection.execute(f"CREATE DATABASE {DATABASE} OWNER {ROLE}")

    def url(self, password: str | None = None, database: str = DATABASE) -> str:
        quoted = (password or self.password).replace("@", "%40").replace(":", "%3A")
        return f"postgresql://{ROLE}:{quoted}@127.0.0.1:{self.port}/{database}?sslmode=disable"

    def connect(self) -> psycopg.Connection:
        return psycopg.connect(self.url(), autocommit=True)

    def remove(self) -> None:
        remove(self.cluster)
