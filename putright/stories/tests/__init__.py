"""What `stories` promises."""
