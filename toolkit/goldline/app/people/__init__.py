"""What people's judgments tell: how well they agree, and how well each of them follows the gold."""
