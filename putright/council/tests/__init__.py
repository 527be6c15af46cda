"""What `council` promises."""
