"""What `import onrecord` gives."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import onrecord


def test_public_names_are_sorted() -> None:
    assert onrecord.__all__ == sorted(onrecord.__all__)


def test_public_names_are_all_there() -> None:
    for name in onrecord.__all__:
        assert getattr(onrecord, name) is not None
    assert dir(onrecord) == onrecord.__all__


def test_public_names_are_all_in_the_reference(root: Path) -> None:
    text = (root / "docs" / "reference" / "api.md").read_text(encoding="utf-8")
    for name in onrecord.__all__:
        assert f"| `{name}" in text, name


def test_public_names_do_not_load_the_model() -> None:
    """Looking at a record must not wait for what only reading needs."""
    program = "import onrecord, sys; onrecord.Record; print('onnxruntime' in sys.modules, 'trafilatura' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert done.stdout.split() == ["False", "False"]


def test_public_names_have_one_version(root: Path) -> None:
    text = (root / "pyproject.toml").read_text(encoding="utf-8")
    assert f'version = "{onrecord.__version__}"' in text
    assert f"## {onrecord.__version__}" in (root / "CHANGELOG.md").read_text(encoding="utf-8")
