"""Whether the record is what it was when written: chains, anchors outside it, and reading it from end to end."""
