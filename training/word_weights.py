"""Count in how many articles words stand: python -m training.word_weights ARTICLES.jsonl.gz

Writes two tables into src/onrecord/resolve: word_weights.bin with one byte a bucket of hashed stems, and
common_words.bin with one bit a bucket for words that are mostly written small. No word itself is in them.
The tables that ship were counted on 3,000 articles of 87 outlets (Article-Bias-Prediction).
"""

from __future__ import annotations

import argparse
import math
from collections import Counter
from pathlib import Path

from evaluate.lines import iter_rows
from onrecord.resolve.words import BUCKETS, COMMON_BUCKETS, STEPS, WORD, bucket, common_bucket, stem

OUTPUT = Path(__file__).parents[1] / "src" / "onrecord" / "resolve"
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


def mark_common(path: Path) -> bytes:
    """A bit for each bucket of a word that stands small in three articles or more, and mostly small."""
    small: Counter[str] = Counter()
    great: Counter[str] = Counter()
    for row in iter_rows(path):
        words = set(WORD.findall(row["text"]))
        small.update(word for word in words if word[0].islower())
        great.update({word.casefold() for word in words if word[0].isupper()})
    table = bytearray(COMMON_BUCKETS // 8)
    for word, number in small.items():
        if number >= 3 and number * 2 >= great[word]:  # at the beginning of a sentence every word is written great
            place = common_bucket(word)
            table[place // 8] |= 1 << place % 8
    return bytes(table)


def _byte(number: float, articles: int) -> int:
    return 0 if number > COMMON * articles else round(STEPS * math.log((articles + 1) / (number + 1)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("-o", "--output", type=Path, default=OUTPUT)
    args = parser.parse_args()
    (args.output / "word_weights.bin").write_bytes(count(args.articles))
    (args.output / "common_words.bin").write_bytes(mark_common(args.articles))


if __name__ == "__main__":
    main()
