"""What rules mean: reading tests and formulas, and judging facts. Imports nothing but the model."""
