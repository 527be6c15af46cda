"""How the tables of the council's own settings came about."""
