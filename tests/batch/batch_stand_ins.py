"""A pipeline for tests of what stands around it: it starts at once, and does what the article tells it to."""

import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cnreport.batch import Settings
from cnreport.errors import CnreportError, TokenizerError
from cnreport.schema import Report, Speech
from cnreport.text import Source

HANGS = "CNREPORT_STAND_IN_HANGS"
"""The variable that names a file to be made by whoever hangs."""


@dataclass(frozen=True, slots=True)
class StandIn(Settings):
    """Settings whose pipeline dies, hangs, eats memory or fails where the article says so."""

    def load(self) -> Callable[[Source], Report]:
        return extract


@dataclass(frozen=True, slots=True)
class Broken(Settings):
    """Settings of which no pipeline can be made: by an error of ours, by any other, or by the death of the process."""

    how: str = "ours"

    def load(self) -> Callable[[Source], Report]:
        if self.how == "ours":
            raise TokenizerError("no such tokenizer", code="unknown-tokenizer")
        if self.how == "death":
            os.kill(os.getpid(), signal.SIGKILL)
        raise ZeroDivisionError("by zero")


def extract(source: Source) -> Report:
    text = source.text
    if "崩溃" in text:
        os.kill(os.getpid(), signal.SIGSEGV)
    if "退出" in text:
        os._exit(7)
    if "停住" in text:
        if HANGS in os.environ:
            Path(os.environ[HANGS]).touch()
        time.sleep(60)
    if "占用" in text:
        bytearray(8 * 2**30)
    if "出错" in text:
        raise ZeroDivisionError("by zero")
    if "拒绝" in text:
        raise CnreportError("no such article", code="refused")
    if "打印" in text:
        print("something that is no message of a worker", flush=True)
        os.write(1, b"neither is this\n")
    if "稍慢" in text:
        time.sleep(0.05)
    report_id = source.digest[:12]
    speech = Speech(id=f"{report_id}.1", start=0, end=len(text))
    return Report(id=report_id, source=source.name, speeches=[speech])
