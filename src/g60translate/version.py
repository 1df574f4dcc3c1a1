"""The version of the package, for whatever signs what it writes."""

__version__ = "0.1.0"
