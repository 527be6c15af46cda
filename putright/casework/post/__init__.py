"""Letters on their way: what waits for the post, what changed meanwhile, and what is sent once more."""
