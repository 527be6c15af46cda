"""The forms of the moves. What they ask becomes the words of an action; whether it may be done is for that action."""
