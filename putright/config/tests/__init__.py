"""What `config` promises."""
