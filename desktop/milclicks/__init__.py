"""MIL CLICKS Desktop: learning to think critically and click wisely, without a network."""

__version__ = "0.1.0"
