"""What a repository's `goldline.toml` (or `[tool.goldline]`) settles."""

from __future__ import annotations

from dataclasses import field

from goldline.model.finding import Severity
from goldline.model.noun import noun


@noun
class Coverage:
    """How many active gold items each thing must have; 0 asks for none."""

    rules: int = 1
    levels: int = 1
    modalities: int = 1
    locales: int = 1
    types: int = 1


@noun
class CheckSettings:
    """Which checks run, how severe their findings are, and the thresholds they use.

    `select` and `ignore` hold codes or their beginnings (`GL3`); `severity` maps codes.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: dict[str, Severity] = field(default_factory=dict)
    votes: int = 3
    open_days: int = 14
    near_duplicate: float = 92.0
    largest_file: int = 1 << 20
    sentence_words: int = 25
    coverage: Coverage = Coverage()


@noun
class DiffSettings:
    """What `diff` compares with by default, and which statuses make it fail."""

    default_branch: str = ""
    fail_on: tuple[str, ...] = ("breaks", "undecided", "uninspected", "drifts")


@noun
class EscalationSettings:
    """Where analysts take what they cannot decide.

    Each is `github:OWNER/REPO`, `gitlab:HOST/PROJECT` or `mail:ADDRESS`.
    """

    to: tuple[str, ...] = ()


@noun
class Settings:
    """All settings in force, and the file they came from ("" where none was found)."""

    check: CheckSettings = CheckSettings()
    diff: DiffSettings = DiffSettings()
    escalations: EscalationSettings = EscalationSettings()
    file: str = ""
