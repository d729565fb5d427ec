"""What a change of a guideline does: to its documents, and to the judgments of the gold."""
