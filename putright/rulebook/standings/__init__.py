"""Where a matter stands: events replayed, clocks dated, moves offered or refused, each explained."""
