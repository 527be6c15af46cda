"""Whether the security log is what it was when it was written: its chain, and reading it from end to end."""
