"""Staff: the work list, the case, and a page for each step."""
