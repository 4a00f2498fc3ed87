"""The version of the software; written into every store."""

__version__ = "0.1.0"
