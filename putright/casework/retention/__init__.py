"""How long cases are kept, what holds them, how they are disposed of, and what that leaves."""
