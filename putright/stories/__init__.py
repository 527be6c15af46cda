"""The demo council: short stories told through the real actions; tests and journeys use its cast too."""
