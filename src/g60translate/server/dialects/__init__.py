"""What the dialects of other programs share: their requests read, their texts cut and spoken."""
