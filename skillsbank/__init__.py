"""Skills Bank matches experts of a diaspora with the needs of institutions where their families come from."""

__version__ = "0.1.0"
