"""Data to start with: the invented demo, and generated experts in any number."""

from skillsbank.services.seeding.demo import DEMO_ACCOUNTS, load_demo

__all__ = ["DEMO_ACCOUNTS", "load_demo"]
