"""The rulebook asked from outside: documents in and out, and the command line."""
