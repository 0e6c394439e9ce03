"""Data to start with: the invented demo, and generated experts in any number."""

from skillsbank.services.seeding.cast import DEMO_ACCOUNTS
from skillsbank.services.seeding.demo import load_demo

__all__ = ["DEMO_ACCOUNTS", "load_demo"]
