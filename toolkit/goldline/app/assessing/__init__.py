"""Assessments of analysts from held-out gold: drawn, handed out without answers, graded, counted."""
