"""What people corrected can be trained with."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from onrecord.inference.weights import model_folder
from onrecord.store.changes import Change
from onrecord.store.record import Record
from tests.views.story import NESTED, find_span, make_nested
from training.data import read_attribution


def test_corrections_are_read_as_training_data(tmp_path: Path) -> None:
    with Record(tmp_path / "story.db") as record:
        record.add(make_nested())
        stored = record.article("nested")
        sha256 = stored.extraction.article.sha256
        record.correct(Change(stored.id, sha256, "reject", "s4"), "Ann")
        source, cue, content = (find_span(NESTED, words) for words in ("Harbour", "is", "near"))
        record.correct(Change(stored.id, sha256, "add", source=source, cue=cue, content=content), "Ann")
        rows = list(record.iter_table("corrections"))
    path = tmp_path / "polnear_train.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(row) + "\n" for row in rows)
    tokenizer = Tokenizer.from_file(str(model_folder() / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    (gold,) = read_attribution(path, tokenizer)
    assert gold.statements is not None
    assert len(gold.statements) == 4  # one rejected, one added
    assert [int(np.count_nonzero(statement.roles == 1)) for statement in gold.statements] == [1, 3, 2, 2]
