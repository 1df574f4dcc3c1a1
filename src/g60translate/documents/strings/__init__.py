"""Files of a program's texts in one language each: JSON, YAML, properties, Android, Apple."""
