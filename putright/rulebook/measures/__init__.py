"""Every indicator, defined once over plain case records. No number is worked out anywhere else."""
