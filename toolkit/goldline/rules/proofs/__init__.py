"""What a criterion's rules do over all facts there can be: gaps, contradictions, idle rules, and more."""

from goldline.rules.proofs.prove import prove, prove_all

__all__ = ["prove", "prove_all"]
