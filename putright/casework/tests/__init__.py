"""What `casework` promises."""
