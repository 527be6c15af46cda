"""This council: its name, hours, services and teams, the procedures it has adopted and what it departs from."""
