"""Where a matter belongs, which other places there are, and whether a refusal stands."""
