"""The room's fixtures; without torch the room's tests are not collected."""

from importlib.util import find_spec

if find_spec("torch") and find_spec("transformers"):
    from .tiny import pieces_file, press, tiny, tiny_shape

    __all__ = ["pieces_file", "press", "tiny", "tiny_shape"]
else:
    collect_ignore_glob = ["test_*.py"]
