"""The nouns: what is read, every list scoped by the actor."""
