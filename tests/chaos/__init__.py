"""What bin/chaos says of a site that was killed again and again: its judgement must be able to find fault."""
