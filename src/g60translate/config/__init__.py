"""What a house decides once: `g60.toml`, the environment, and where each value came from."""
