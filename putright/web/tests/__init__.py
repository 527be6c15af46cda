"""What `web` promises."""
