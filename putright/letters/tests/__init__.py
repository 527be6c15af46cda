"""What `letters` promises."""
