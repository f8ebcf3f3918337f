"""Measures what onrecord reads: figures, gates, calibration and speed. Part of the repository, not of the wheel."""
