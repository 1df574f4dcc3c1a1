"""The dialect of LibreTranslate."""
