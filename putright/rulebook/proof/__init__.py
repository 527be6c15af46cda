"""What shows that the rulebook holds: the walk, the provisions and their proof, the generated pages."""
