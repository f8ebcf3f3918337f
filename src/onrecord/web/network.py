"""A picture of who is in contact with whom: places for names, by forces, the same ones every time."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import cos, hypot, pi, sin

STEPS = 150
WIDTH, HEIGHT = 100.0, 60.0
MARGIN = 6.0
ROOM = (13.0, 4.2)  # of a name, along and across; both ways, as the picture is shown upright too
SPREADS = 60


@lru_cache(maxsize=64)
def place_nodes(number: int, edges: tuple[tuple[int, int, int], ...]) -> tuple[tuple[float, float], ...]:
    """Where each of so many nodes stands, within WIDTH and HEIGHT; `edges` are two nodes and a weight.

    Fruchterman and Reingold 1991: all push one another away, edges pull together, steps get smaller.
    """
    spots = [(cos(2 * pi * n / max(number, 1)), sin(2 * pi * n / max(number, 1))) for n in range(number)]
    best = 1.6 / max(number, 1) ** 0.5
    for step in range(STEPS):
        moves = _push(spots, best)
        for a, b, weight in edges:
            x, y = spots[a][0] - spots[b][0], spots[a][1] - spots[b][1]
            pull = hypot(x, y) / best * min(1 + 0.3 * (weight - 1), 2.5)
            moves[a] = moves[a][0] - x * pull, moves[a][1] - y * pull
            moves[b] = moves[b][0] + x * pull, moves[b][1] + y * pull
        most = 0.2 * (1 - step / STEPS)
        spots = [_move(spot, move, most) for spot, move in zip(spots, moves, strict=True)]
    return _spread(_fit(spots))


def _push(spots: Sequence[tuple[float, float]], best: float) -> list[tuple[float, float]]:
    moves = []
    for n, (x, y) in enumerate(spots):
        dx, dy = -0.3 * x, -0.3 * y  # to the middle, so that parts without an edge between them stay in the picture
        for m, (u, v) in enumerate(spots):
            if m != n:
                far = (x - u) ** 2 + (y - v) ** 2 or 1e-6
                dx, dy = dx + (x - u) / far * best**2, dy + (y - v) / far * best**2
        moves.append((dx, dy))
    return moves


def _move(spot: tuple[float, float], move: tuple[float, float], most: float) -> tuple[float, float]:
    far = hypot(*move) or 1e-9
    share = min(far, most) / far
    return spot[0] + move[0] * share, spot[1] + move[1] * share


def _fit(spots: Sequence[tuple[float, float]]) -> tuple[tuple[float, float], ...]:
    if not spots:
        return ()
    sides = []
    for axis, size in ((0, WIDTH), (1, HEIGHT)):
        low, high = min(spot[axis] for spot in spots), max(spot[axis] for spot in spots)
        wide = high - low
        room = size - 2 * MARGIN
        sides.append([MARGIN + (room * (spot[axis] - low) / wide if wide > 1e-6 else room / 2) for spot in spots])
    return tuple((round(x, 2), round(y, 2)) for x, y in zip(*sides, strict=True))


def _spread(spots: Sequence[tuple[float, float]]) -> tuple[tuple[float, float], ...]:
    """Names that would lie on one another are moved apart, as far as the picture goes."""
    placed = [list(spot) for spot in spots]
    for _ in range(SPREADS):
        moved = False
        for n, one in enumerate(placed):
            for other in placed[:n]:
                moved = _part(one, other) or moved
        if not moved:
            break
    return tuple((round(x, 2), round(y, 2)) for x, y in placed)


def _part(one: list[float], other: list[float]) -> bool:
    """Half of what they lack each, along the axis on which they lack least."""
    far = abs(one[0] - other[0]), abs(one[1] - other[1])
    along, across = ROOM
    lying, upright = far[0] < along and far[1] < across, far[1] < along and far[0] < across
    if not (lying or upright):
        return False
    axis = 1 if lying else 0
    lack = (across - far[axis]) / 2 + 0.05
    sign = 1.0 if one[axis] >= other[axis] else -1.0
    size = (WIDTH, HEIGHT)[axis]
    one[axis] = min(max(one[axis] + sign * lack, MARGIN), size - MARGIN)
    other[axis] = min(max(other[axis] - sign * lack, MARGIN), size - MARGIN)
    return True
