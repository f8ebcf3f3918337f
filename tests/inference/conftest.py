"""The tiny tokenizer, made once."""

from __future__ import annotations

import pytest
from tokenizers import Tokenizer

from tests.inference.tiny import make_tokenizer


@pytest.fixture(scope="session")
def tokenizer() -> Tokenizer:
    return make_tokenizer()
