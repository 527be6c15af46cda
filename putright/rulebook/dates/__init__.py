"""Days and how they are counted. Knows nothing of procedures."""
