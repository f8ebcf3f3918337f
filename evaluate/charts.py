"""A small chart as SVG: the unit square with bars, lines and dots."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

LEFT, TOP, SIDE = 64, 44, 360
WIDTH, HEIGHT = LEFT + SIDE + 24, TOP + SIDE + 56
INK, PALE, ACCENT, BAR = "#1f2933", "#d5dbe1", "#0b6e99", "#cfe4ee"


class Chart:
    """Coordinates run from 0 to 1 on both axes."""

    def __init__(self, title: str, across: str, up: str) -> None:
        self.title = title
        self.parts: list[str] = []
        for step in range(6):
            at = step / 5
            x, y = _x(at), _y(at)
            self._add(f'<path d="M{_x(0)} {y}H{_x(1)}M{x} {_y(0)}V{_y(1)}" stroke="{PALE}"/>')
            self._text(x, _y(0) + 18, f"{at:.1f}", anchor="middle")
            self._text(_x(0) - 8, y + 4, f"{at:.1f}", anchor="end")
        self._text(_x(0.5), HEIGHT - 14, across, anchor="middle")
        middle = f"{LEFT - 42} {_y(0.5)}"
        self._add(f'<text transform="translate({middle}) rotate(-90)" text-anchor="middle">{escape(up)}</text>')
        self._text(LEFT, 24, title, weight="bold")

    def bar(self, low: float, high: float, top: float) -> None:
        x, y = _x(low), _y(top)
        size = f'width="{_round(_x(high) - x - 1)}" height="{_round(_y(0) - y)}"'
        self._add(f'<rect x="{_round(x + 0.5)}" y="{y}" {size} fill="{BAR}"/>')

    def line(self, points: Sequence[tuple[float, float]], *, dashed: bool = False) -> None:
        path = " ".join(f"{_x(x)},{_y(y)}" for x, y in points)
        style = f'stroke="{INK}" stroke-dasharray="5 4"' if dashed else f'stroke="{ACCENT}" stroke-width="2"'
        self._add(f'<polyline points="{path}" fill="none" {style}/>')

    def dot(self, x: float, y: float, radius: float) -> None:
        self._add(f'<circle cx="{_x(x)}" cy="{_y(y)}" r="{_round(radius)}" fill="{ACCENT}"/>')

    def label(self, x: float, y: float, text: str) -> None:
        """Left of and below a dot."""
        self._text(_x(x) - 7, _y(y) + 15, text, anchor="end")

    def note(self, *lines: str, low: bool = False) -> None:
        """In the upper left corner, or the lower."""
        top = _y(0) - 12 - 18 * (len(lines) - 1) if low else _y(1) + 20
        for number, line in enumerate(lines):
            self._text(_x(0) + 10, top + 18 * number, line)

    def svg(self, description: str) -> str:
        """The whole picture, on white, so that it can be read on dark pages too."""
        body = "\n".join(self.parts)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}"'
            f' role="img" font-family="system-ui, sans-serif" font-size="13" fill="{INK}">\n'
            f"<title>{escape(self.title)}</title>\n<desc>{escape(description)}</desc>\n"
            f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>\n{body}\n</svg>\n'
        )

    def _text(self, x: float, y: float, text: str, *, anchor: str = "start", weight: str = "normal") -> None:
        place = f'x="{_round(x)}" y="{_round(y)}" text-anchor="{anchor}" font-weight="{weight}"'
        self._add(f"<text {place}>{escape(text)}</text>")

    def _add(self, part: str) -> None:
        self.parts.append(part)


def _x(value: float) -> float:
    return _round(LEFT + SIDE * value)


def _y(value: float) -> float:
    return _round(TOP + SIDE * (1 - value))


def _round(value: float) -> float:
    return round(value, 1)
