"""Mails and calendars: what a person wrote in them."""
