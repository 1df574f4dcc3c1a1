"""The server: one port for a browser, our own API, and clients of DeepL and LibreTranslate.

`app.py` puts the rooms together; what they share is in `services.py`, made once and handed to
each. A room is a folder with a `room.py` that holds its `ROOM` (see `rooms.py`).
"""
