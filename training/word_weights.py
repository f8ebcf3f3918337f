"""Count in how many articles words stand: python -m training.word_weights ARTICLES.jsonl.gz

Writes src/onrecord/resolve/word_weights.bin: one byte a bucket of hashed words, no word itself. The table that ships
was counted on 3,000 articles of 87 outlets (Article-Bias-Prediction).
"""

from __future__ import annotations

import argparse
import math
from collections import Counter
from pathlib import Path

from evaluate.lines import iter_rows
from onrecord.resolve.words import BUCKETS, STEPS, WORD, bucket, stem

OUTPUT = Path(__file__).parents[1] / "src" / "onrecord" / "resolve" / "word_weights.bin"
COMMON = 0.2  # words of more articles than this tell nothing of a story
RARE = 5  # words of fewer articles are counted as of half as many: what is rare here is mostly chance


def count(path: Path) -> bytes:
    found: Counter[str] = Counter()
    articles = 0
    for row in iter_rows(path):
        articles += 1
        found.update({stem(word) for word in WORD.findall(f"{row.get('title') or ''} {row['text']}")})
    buckets: dict[int, float] = {}
    for word, number in found.items():
        if number >= RARE:
            place = bucket(word)
            buckets[place] = max(buckets.get(place, 0), number)
    return bytes(_byte(buckets.get(place, RARE / 2), articles) for place in range(BUCKETS))


def _byte(number: float, articles: int) -> int:
    return 0 if number > COMMON * articles else round(STEPS * math.log((articles + 1) / (number + 1)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("-o", "--output", type=Path, default=OUTPUT)
    args = parser.parse_args()
    args.output.write_bytes(count(args.articles))


if __name__ == "__main__":
    main()
