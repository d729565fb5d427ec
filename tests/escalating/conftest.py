"""A repository with the project's own caption guideline and gold, to ask about."""

from caption_repository import CONTENT, Run, git, person, plain_environment, root, run, template

__all__ = ["CONTENT", "Run", "git", "person", "plain_environment", "root", "run", "template"]
