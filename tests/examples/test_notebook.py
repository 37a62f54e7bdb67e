"""The example notebook runs from top to bottom, in the folder it is for."""

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

EXAMPLES = Path(__file__).parent.parent.parent / "examples"


# The kernel's own libraries warn of each other.
@pytest.mark.filterwarnings("ignore")
def test_the_first_look_runs() -> None:
    notebook = nbformat.read(EXAMPLES / "first-look.ipynb", as_version=4)
    assert [cell for cell in notebook.cells if cell.cell_type == "code" and cell.outputs] == []
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(EXAMPLES)}}).execute()
    outputs = [cell.outputs for cell in notebook.cells if cell.cell_type == "code"]
    assert all(outputs)
    assert int(outputs[-1][0]["data"]["text/plain"]) > 10_000
