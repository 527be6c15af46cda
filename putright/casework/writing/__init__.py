"""Letters of a case: put together from what it knows, to whom they go, and by which channel."""
