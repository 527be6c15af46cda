"""What `portal` promises."""
