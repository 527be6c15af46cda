"""What `desk` promises."""
