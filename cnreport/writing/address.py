"""The address of a PostgreSQL database: checked, and shown without its password."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from cnreport.errors import WriteError
from cnreport.writing.extras import require

_DEFAULTS = {"connect_timeout": "10", "application_name": "cnreport", "client_encoding": "utf8"}


@dataclass(frozen=True, slots=True)
class Address:
    """Where a database is: ``parameters`` for the driver, and ``shown``, what messages may say."""

    parameters: dict[str, str] = field(repr=False)
    shown: str

    def clean(self, message: str) -> str:
        """The first line of a driver's message, without the password should it hold it."""
        line = message.strip().partition("\n")[0]
        password = self.parameters.get("password")
        return line.replace(password, "***") if password else line


def parse_address(url: str) -> Address:
    """The address that ``postgresql://user:password@host:port/database?option=value`` gives.

    `WriteError` when it is none; its message never quotes the address, parts of which may belong to a password.
    """
    psycopg = require("psycopg", "postgres")
    # libpq would take the tail of a password with an @ or / in it for the host or the database, and so would messages.
    authority, rest = re.fullmatch(r"[a-z]+://([^/?]*)(.*)", url, re.DOTALL | re.IGNORECASE).groups()  # type: ignore[union-attr]
    try:
        given = {key: str(value) for key, value in psycopg.conninfo.conninfo_to_dict(url).items()}
    except psycopg.Error:
        given = None
    if given is None or authority.count("@") > 1 or "@" in rest or not re.fullmatch("[0-9,]*", given.get("port", "")):
        raise WriteError(
            "this is no address of a PostgreSQL database",
            code="bad-address",
            where="postgresql://…",
            hint="write postgresql://user@host:port/database, with %40 for @ and %2F for / in a password, or leave the "
            "password to ~/.pgpass or PGPASSWORD",
        ) from None
    user = f"{given['user']}@" if "user" in given else ""
    port = f":{given['port']}" if "port" in given else ""
    host = given.get("host", given.get("hostaddr", ""))
    return Address(_DEFAULTS | given, f"postgresql://{user}{host}{port}/{given.get('dbname', '')}")
