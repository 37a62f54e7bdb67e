"""What two runs must have in common."""

from __future__ import annotations

from pathlib import Path

from cnreport.batch import Settings


def test_models_of_a_folder_count_by_what_is_in_them(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "kinds.json").write_bytes(b"kinds")
        (tmp_path / name / "facts.json").write_bytes(b"{}")
    one, two = (Settings(models=tmp_path / name).fingerprint() for name in ("one", "two"))
    assert one == two
    assert one["models"] != Settings().fingerprint()["models"]
    (tmp_path / "two" / "facts.json").write_bytes(b"{ }")
    assert one != Settings(models=str(tmp_path / "two")).fingerprint()
