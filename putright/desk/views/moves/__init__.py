"""The pages of the moves: what an officer does to a case, one page for each noun."""
