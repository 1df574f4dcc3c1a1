"""Our own API under `/api/v1`."""
