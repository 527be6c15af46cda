"""Commands that keep a copy safe."""
