"""Ids as hashes of the fields that define a thing, so that the same input always gets the same id."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from functools import lru_cache


def digest_of(*fields: str | None) -> str:
    """16 hexadecimal digits: among a million ids, two are equal with a chance of one in 37 million."""
    packed = json.dumps(fields, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(packed.encode("ascii")).hexdigest()[:16]


def article_id(outlet: str, doc: str, url: str | None, sha256: str) -> str:
    """Of an article as it was first seen; it keeps the id when its text changes."""
    return digest_of("article", outlet, doc, url, sha256)


def version_id(article: str, sha256: str) -> str:
    return digest_of("version", article, sha256)


@lru_cache(maxsize=1 << 16)
def name_key(name: str) -> str:
    """A name as it is compared: without case, accents and punctuation. Never empty for a name that is not."""
    key = _plain(name)
    while (plainer := _plain(key)) != key:  # some letters fall apart into others that have a case
        key = plainer
    return key


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    letters = "".join(character for character in letters if not unicodedata.combining(character))
    return " ".join(re.findall(r"\w+", letters)) or name.strip()
