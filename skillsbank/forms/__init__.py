"""What may be sent in: fields, limits and their messages; no session, no policy, no query."""
