"""Texts of many clients put through the engine together."""
