"""A model is opened only where every file is what its digest says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.errors import ModelError
from onrecord.inference import weights
from onrecord.inference.session import Model
from tests.inference.tiny import make_model


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A model whose files are all there; what is in them is not looked at."""
    for name in weights.FILES:
        (tmp_path / name).write_text(f"this is {name}", encoding="utf-8")
    (tmp_path / "weights.json").write_text(json.dumps({"sha256": weights.digests(tmp_path)}), encoding="utf-8")
    weights.load_model.cache_clear()
    yield tmp_path
    weights.load_model.cache_clear()


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders that were opened as models."""
    folders: list[Path] = []

    def open_model(folder: Path) -> Model:
        folders.append(folder)
        return make_model()

    monkeypatch.setattr(weights, "open_model", open_model)
    return folders


def test_weights_whole_model_is_opened_once(folder: Path, opened: list[Path]) -> None:
    assert weights.load_model(folder) is weights.load_model(folder)
    assert opened == [folder]


@pytest.mark.parametrize("name", weights.FILES)
def test_weights_changed_file_is_refused_by_its_name(folder: Path, opened: list[Path], name: str) -> None:
    (folder / name).write_bytes(b"changed")
    with pytest.raises(ModelError, match=name):
        weights.load_model(folder)
    assert opened == []


@pytest.mark.parametrize("name", [*weights.FILES, "weights.json"])
def test_weights_missing_file_is_a_model_error(folder: Path, opened: list[Path], name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(ModelError, match="no complete model"):
        weights.load_model(folder)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{}",
        '{"sha256": {}}',
        "[]",
        '{"sha256": []}',
    ],
)
def test_weights_unusable_list_of_digests_is_a_model_error(folder: Path, opened: list[Path], content: str) -> None:
    (folder / "weights.json").write_text(content, encoding="utf-8")
    with pytest.raises(ModelError):
        weights.load_model(folder)


def test_weights_no_folder_is_a_model_error_that_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="ONRECORD_WEIGHTS"):
        weights.load_model(tmp_path / "nothing")


def test_weights_folder_is_the_one_of_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ONRECORD_WEIGHTS", str(tmp_path))
    assert weights.model_folder() == tmp_path
    monkeypatch.delenv("ONRECORD_WEIGHTS")
    assert weights.model_folder().parts[-2:] == ("onrecord", "weights")


def test_weights_have_an_id_that_changes_with_any_file(folder: Path) -> None:
    before = weights.model_id(folder)
    (folder / weights.FILES[-1]).write_text("[]", encoding="utf-8")
    (folder / "weights.json").write_text(json.dumps({"sha256": weights.digests(folder)}), encoding="utf-8")
    assert before != weights.model_id(folder)
    assert len(before) == 12
