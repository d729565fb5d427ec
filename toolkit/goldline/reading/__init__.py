"""Files become plain values, and plain values become the nouns of the model. No git, no printing."""
