"""How much packed bytes may unpack to: what archives and Parquet files have in common."""

from __future__ import annotations

from cnreport.errors import ReadError
from cnreport.reading.article import Limits

_FREE = 2**20  # so little is no bomb, however well it is packed


def is_bomb(packed: int, unpacked: int, limits: Limits) -> bool:
    """Whether ``packed`` bytes unpack to far more than they are."""
    return unpacked > max(_FREE, limits.ratio * packed)


def refuse_bomb(packed: int, unpacked: int, limits: Limits) -> None:
    """`ReadError` with the code zip-bomb when it is one."""
    if is_bomb(packed, unpacked, limits):
        raise ReadError(
            f"it unpacks to suspiciously much: {packed} bytes to {unpacked}",
            code="zip-bomb",
            hint="raise the limit, or unpack it yourself, if it is true",
        )


def refuse_large(size: int, limit: int) -> None:
    """`ReadError` with the code too-large for more bytes than the limit."""
    if size > limit:
        raise ReadError(f"larger than {limit} bytes", code="too-large", hint="split it, or raise the limit")
