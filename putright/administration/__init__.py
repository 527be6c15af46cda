"""Setting up a council and looking after it: its details, services, teams, people, procedures. Sees no case."""
