"""Where batches are worked on: in this process, or in one process a core."""
