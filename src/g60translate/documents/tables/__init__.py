"""Tables of values, of which columns or fields that a reader names are texts."""
