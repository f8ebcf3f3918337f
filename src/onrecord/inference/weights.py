"""Which weights onrecord reads with, where they lie, and whether they are what their digests say."""

from __future__ import annotations

import hashlib
import json
import os
from functools import cache
from importlib import resources
from pathlib import Path

from onrecord.errors import ModelError
from onrecord.inference.session import Model, open_model

FILES = ("encoder.onnx", "roles.onnx", "tokenizer.json", "tagger.json")


def model_folder() -> Path:
    """The folder named by ONRECORD_WEIGHTS, else the one in the package."""
    chosen = os.environ.get("ONRECORD_WEIGHTS")
    return Path(chosen) if chosen else Path(str(resources.files("onrecord").joinpath("weights")))


def digests(folder: Path) -> dict[str, str]:
    """sha256 of each file of a model."""
    return {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in FILES}


@cache
def load_model(folder: Path | None = None) -> Model:
    """Raises ModelError where a file is missing or is not the one its digest names."""
    folder = folder or model_folder()
    try:
        expected = dict(json.loads((folder / "weights.json").read_text(encoding="utf-8"))["sha256"])
        found = digests(folder)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(
            f"no complete model in {folder}: {error}. Reinstall onrecord or set ONRECORD_WEIGHTS."
        ) from error
    for name in FILES:
        if expected.get(name) != found[name]:
            raise ModelError(f"{folder / name} is not the file that weights.json names. Reinstall onrecord.")
    return open_model(folder)


def model_id(folder: Path | None = None) -> str:
    """A short name of the weights, stored with every run."""
    folder = folder or model_folder()
    try:
        text = (folder / "weights.json").read_text(encoding="utf-8")
    except OSError as error:
        raise ModelError(f"no model in {folder}: {error}. Reinstall onrecord or set ONRECORD_WEIGHTS.") from error
    return hashlib.sha256(text.encode()).hexdigest()[:12]
