"""The image really built and run as compose.yaml runs it: `bin/image`, on a machine that can."""
