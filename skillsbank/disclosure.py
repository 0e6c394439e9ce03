"""What of a person goes out to whom: one serializer per actor and stage."""
