"""The errors of onrecord, and the reasons for which an input is skipped.

OnrecordError            everything below; the message says what to do
├── InputError           an input that cannot be used as it was given
├── RecordError          a record that cannot be opened, or fails its check
└── ModelError           weights that are missing or not what their digest says
"""

from __future__ import annotations


class OnrecordError(Exception):
    """The message is for the user: one line, what is wrong and what to do."""


class InputError(OnrecordError):
    pass


class RecordError(OnrecordError):
    pass


class ModelError(OnrecordError):
    pass


REASONS = {
    "empty": "the input holds no text",
    "binary": "the input is not text",
    "unreadable": "the file could not be read",
    "not-english": "the text is not English",
    "too-long": "the text is longer than --max-chars",
    "bad-json": "the line is not a JSON object with a text",
    "no-article": "no article was found in the page",
    "unknown-type": "the file is of no type that onrecord reads",
    "loop": "the link leads back to a folder that was read already",
    "failed": "reading the article failed",
}
