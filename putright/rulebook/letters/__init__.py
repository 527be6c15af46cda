"""What a letter must say, what a draft leaves out, and wording to think twice about. Sends nothing."""
