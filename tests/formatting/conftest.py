"""A repository with the project's own caption guideline and gold, to format."""

from caption_repository import CONTENT, Run, git, plain_environment, root, run, template

__all__ = ["CONTENT", "Run", "git", "plain_environment", "root", "run", "template"]
