"""What survives: a real site under load, its processes killed again and again, and then everything counted."""
