"""A copy of everything in a form any database can take: sealed as a backup, or in the open to leave with."""
