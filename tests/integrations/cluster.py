"""A Spark cluster of our own: a master and two workers on loopback, each a process, from the installed pyspark."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

import pytest
from pyspark.sql import SparkSession

ROOT = Path(__file__).parents[2]
WORKERS = 2
_PATIENCE = 60.0
# Small processes that start quickly: nothing here runs long enough for the optimising compiler.
_JAVA_OPTIONS = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
_PORT = re.compile(r"Starting Spark master at spark://127\.0\.0\.1:(\d+)")
_REGISTERED = re.compile(r"Registering worker ")


class Cluster:
    """A standalone cluster; no port of it is open beyond loopback."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._home = _home()
        self._processes: list[subprocess.Popen[bytes]] = []
        try:
            self._start("master", "Master", "--webui-port", "0", "--port", "0")
            self.address = f"spark://127.0.0.1:{self._wait(_PORT)[0]}"
            for number in range(WORKERS):
                work = folder / f"work-{number}"
                limits = ("--cores", "1", "--memory", "600m", "--work-dir", str(work))
                self._start(f"worker-{number}", "Worker", "--webui-port", "0", *limits, self.address)
            self._wait(_REGISTERED, WORKERS)
        except BaseException:
            self.stop()
            raise

    def session(self) -> SparkSession:
        """A driver in this process that waits until every worker has its executor."""
        builder = SparkSession.builder.master(self.address).appName("cnreport-tests")
        for key, value in {
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.driver.host": "127.0.0.1",
            "spark.driver.memory": "512m",
            "spark.executor.memory": "512m",
            "spark.executor.cores": "1",
            "spark.driver.extraJavaOptions": _JAVA_OPTIONS,
            "spark.executor.extraJavaOptions": _JAVA_OPTIONS,
            "spark.executorEnv.PYTHONPATH": str(ROOT),
            "spark.scheduler.minRegisteredResourcesRatio": "1.0",
            "spark.scheduler.maxRegisteredResourcesWaitingTime": f"{_PATIENCE:.0f}s",
            "spark.cores.max": str(WORKERS),
            "spark.sql.shuffle.partitions": "2",
            "spark.sql.warehouse.dir": str(self._folder / "warehouse"),
            "spark.local.dir": str(self._folder / "local"),
            "spark.ui.enabled": "false",
            "spark.log.level": "ERROR",
        }.items():
            builder = builder.config(key, value)
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("PYSPARK_PYTHON", sys.executable)  # what the executors start
            patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
            return builder.getOrCreate()

    def stop(self) -> None:
        for process in reversed(self._processes):
            process.send_signal(signal.SIGTERM)
        for process in self._processes:
            try:
                process.wait(_PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self._processes.clear()

    def _start(self, name: str, kind: str, *arguments: str) -> None:
        environment = {
            "SPARK_HOME": str(self._home),
            "SPARK_LOCAL_IP": "127.0.0.1",
            "SPARK_DAEMON_MEMORY": "256m",
            "SPARK_DAEMON_JAVA_OPTS": f"{_JAVA_OPTIONS} -Dspark.master.rest.enabled=false",
            "SPARK_LOCAL_DIRS": str(self._folder / "local"),
        }
        with self._log(name).open("wb") as log:
            self._processes.append(
                subprocess.Popen(
                    [
                        self._home / "bin" / "spark-class",
                        f"org.apache.spark.deploy.{kind.lower()}.{kind}",
                        "--host",
                        "127.0.0.1",
                        *arguments,
                    ],
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    cwd=self._folder,
                    env=os.environ | environment,
                )
            )

    def _log(self, name: str) -> Path:
        return self._folder / f"{name}.log"

    def _wait(self, pattern: re.Pattern[str], times: int = 1) -> list[str]:
        """What the master's log says so many ``times``."""
        deadline = time.monotonic() + _PATIENCE
        while True:
            told = self._log("master").read_text(encoding="utf-8", errors="replace")
            found = pattern.findall(told)
            if len(found) >= times:
                return found
            running = all(process.poll() is None for process in self._processes)
            logs = "".join(path.read_text(errors="replace") for path in self._folder.glob("*.log"))
            assert running and time.monotonic() < deadline, logs
            time.sleep(0.05)


def _home() -> Path:
    spec = find_spec("pyspark")
    assert spec is not None and spec.origin is not None
    if _java_version() < 17:
        pytest.skip("Spark needs Java 17 or later: install Debian's default-jre-headless, or set JAVA_HOME to one")
    return Path(spec.origin).parent


def _java_version() -> int:
    """The major version of the Java that Spark would start, 0 when there is none."""
    home = os.environ.get("JAVA_HOME")
    java = str(Path(home) / "bin" / "java") if home else shutil.which("java")
    if java is None or not Path(java).exists():
        return 0
    told = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    found = re.search(r'version "(\d+)', told)
    return int(found[1]) if found else 0
