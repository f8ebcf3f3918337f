"""Figures by class: how well each of several classes was told, their mean, and the share that was right."""

from __future__ import annotations

from collections import Counter

from evaluate.lines import Row


def class_figures(want: Counter[str], found: Counter[str], right: Counter[str]) -> tuple[Row, Row]:
    """F1 and counts of each class of the gold; and macro F1 with accuracy."""
    classes: Row = {
        name: {
            "f1": 2 * right[name] / (found[name] + want[name]),
            "right": right[name],
            "predicted": found[name],
            "gold": want[name],
        }
        for name in sorted(want)
    }
    total = sum(want.values())
    macro = sum(row["f1"] for row in classes.values()) / len(classes) if classes else 0.0
    return classes, {"macro_f1": macro, "accuracy": sum(right.values()) / total if total else 0.0}
