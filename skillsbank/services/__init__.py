"""The verbs: one function a use, each takes the session and the actor, flushes and never commits."""
