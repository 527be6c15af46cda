"""How complaints go on while the site is down: the pack for the outage, and the paper brought back afterwards."""
