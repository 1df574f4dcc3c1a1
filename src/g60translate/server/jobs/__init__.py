"""Documents translated in the background, and what survives a restart of them."""
