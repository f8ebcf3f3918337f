"""Which stance a statement takes."""

from __future__ import annotations

import pytest

from onrecord.resolve.cues import find_kind
from onrecord.resolve.standing import StanceKind


@pytest.mark.parametrize(
    ("act", "cue", "content", "kind"),
    [
        ("assert", "said", "the bridge is closed", "asserts"),
        ("confirm", "confirmed", "that the bridge is closed", "confirms"),
        ("deny", "denied", "that the bridge is closed", "denies"),
        ("deny", "rejected", "the claim that the bridge is closed", "denies"),
        ("deny", "ruled out", "a closure", "denies"),
        ("deny", "said", "No such order was given.", "denies"),
        ("deny", "said", "Nobody has asked us.", "asserts"),
        ("deny", "rejected", "an offer of help", "asserts"),
        ("neither-confirm-nor-deny", "did not confirm or deny", "the report", "neither"),
        ("decline", "declined", "to comment", "declines"),
        ("decline", "would not say", "whether it was closed", "declines"),
        ("doubt", "doubted", "that it was closed", "doubts"),
        ("retract", "withdrew", "its report", "retracts"),
    ],
)
def test_kind_follows_the_cue_and_else_the_content(act: str, cue: str, content: str, kind: StanceKind) -> None:
    assert find_kind(act, cue, content) == kind


def test_kind_a_denial_that_is_denied_is_neither() -> None:
    assert find_kind("assert", "did not deny", "the report", negated=True) == "neither"
    assert find_kind("decline", "did not rule out", "a meeting", negated=True) is None


@pytest.mark.parametrize("cue", ["withdrew its denial", "took back her denial"])
def test_kind_who_takes_back_a_denial_does_not_deny(cue: str) -> None:
    assert find_kind("retract", cue, "that the wall was cracked") == "retracts"
