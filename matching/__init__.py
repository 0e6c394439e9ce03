"""The matching engine: ranks profiles for a vacancy and says why."""
