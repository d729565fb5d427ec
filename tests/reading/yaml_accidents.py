"""Texts that are nearly the YAML of this repository: edited, cut, spliced, made up, or mere soup."""

from __future__ import annotations

import random

LINE_END = "↵"


def _listed(pieces: str) -> list[str]:
    """Return what stands between `¦`, with `↵` for the end of a line."""
    return pieces.replace("\n", "¦").replace(LINE_END, "\n").split("¦")


PIECES = _listed(
    """\
 ¦  ¦↵¦↵ ¦↵  ¦↵    ¦↵↵¦↵↵↵¦↵↵  ¦  ↵¦:¦: ¦:↵¦,¦, ¦- ¦-¦- - ¦? ¦?¦#¦ #¦# ¦↵# c↵¦↵  # c↵
"¦'¦""¦''¦[¦]¦{¦}¦[]¦{}¦|¦>¦|-¦>-¦|+¦|2¦|↵¦>-↵¦ |↵  t↵¦ >-↵   t↵ u↵¦%¦@¦`¦!¦&¦*¦*x ¦&x ¦!t x
<<: ¦---¦...¦↵---↵¦↵...↵¦x: ¦x:¦a:b¦http://x¦??¦"x": ¦~¦=¦\\¦\\n¦1¦-1¦+1¦.5¦1e3¦0x1f¦1e999¦.inf
null¦true¦null: ¦1: ¦↵  - ¦↵- ¦↵- a: ¦, c¦: c¦é¦\u00a0¦\u3000¦\ue000¦{a: b, c}¦[a: b]¦[[a]]¦{[a]: b}
{a: [b, c]}¦"a, b"¦'it''s'¦a b¦↵ x: 1↵¦↵   x: 1↵¦0.10000000000000001¦999999999999999999999¦2024-01-01"""
)
VALUES = _listed(
    """\
¦¦¦a¦a b¦1¦1.50¦-3¦true¦no¦~¦a: b¦a #b¦a#b¦a:b¦a:¦'x'¦é ü¦'x: y # z'¦""¦[a, b]¦[]¦{}¦{a: 1, b: x y}
{a: [1, 2]}¦[[a], {b: c}]¦{a: 1, a: 2}¦[a,b]¦[ a ]¦{a: 1, b}¦[a: 1]¦|¦|-¦>¦>-¦|¦|-¦>¦>-¦|+¦- a¦-a¦.5
a]¦x |¦*a¦&a¦'it''s'¦"a" b¦{a: null}¦{a: }¦[it's]¦a\\b¦"a\\b"¦007¦1E400¦{null: 1}¦[-a]¦[-1, a/b]¦a, b"""
)
PROSE = _listed("text¦more text¦a: b¦- item¦# c¦  in¦¦¦x #y¦end ¦'q¦[b¦---¦k:¦\u3000")


def edited(text: str, files: list[str], chance: random.Random) -> str:
    """Return a text after a few edits, of the kind that hands, merges and scripts make."""
    for _ in range(chance.choice([1, 1, 2, 3])):
        at, lines = chance.randrange(len(text) + 1), text.split("\n")
        line = chance.randrange(len(lines))
        match chance.randrange(10):
            case 0:
                text = text[:at] + chance.choice(PIECES) + text[at + chance.choice([0, 0, 1]) :]
                continue
            case 1:
                text = text[:at] + text[at + chance.choice([1, 1, 2, 3, 8]) :]
                continue
            case 2:
                text = text[:at] + chr(chance.randrange(32, 127)) + text[at + 1 :]
                continue
            case 3:
                donor = chance.choice(files)
                text = text[:at] + donor[chance.randrange(len(donor)) :]
                continue
            case 4:
                del lines[line]
            case 5:
                lines.insert(chance.randrange(len(lines) + 1), lines[line])
            case 6:
                lines[line] = " " * chance.choice([1, 2, 2, 4]) + lines[line]
            case 7:
                lines[line] = lines[line].removeprefix(" " * chance.choice([1, 2, 4]))
            case 8:
                lines[line] += chance.choice(PIECES)
            case _:
                other = chance.randrange(len(lines))
                lines[line], lines[other] = lines[other], lines[line]
        text = "\n".join(lines)
    return text


def part_of_a_file(files: list[str], chance: random.Random) -> str:
    """Return some entries of a file."""
    lines = chance.choice(files).split("\n")
    start = chance.choice([n for n, line in enumerate(lines) if line[:1].strip()])
    return "\n".join(lines[start : start + chance.choice([3, 8, 15])]).rstrip("\n") + "\n"


def made_up(chance: random.Random) -> str:
    """Return lines of which each is nearly right, and stands nearly where it may."""
    lines: list[str] = []
    open_: list[int] = [0]
    for _ in range(chance.randrange(1, 10)):
        column = chance.choice([*open_, *[open_[-1]] * 4]) + chance.choice([0] * 12 + [1, 2])
        dash = chance.random() < 0.25
        key = chance.choice("abcdefgh") + ":" if chance.random() < (0.6 if dash else 0.95) else ""
        value = chance.choice(VALUES)
        lines.append(" " * column + "- " * dash + f"{key} {value}".strip())
        inner = column + 2 * dash + chance.choice([2, 2, 2, 2, 0, 1, 4])
        if value in ("|", "|-", ">", ">-"):
            body = [chance.choice(PROSE) for _ in range(chance.randrange(1, 4))]
            lines += [
                " " * (inner + chance.choice([0] * 9 + [-1, 1])) + line if line else "" for line in body
            ]
        elif not value and key:
            open_ = [old for old in open_ if old < inner] + [inner]
            lines.append(" " * inner + chance.choice(["p: ", "q: ", "- ", "- r: "]) + chance.choice(VALUES))
        lines += [""] * (chance.random() < 0.1)
    return "\n".join(lines) + "\n"


def soup(chance: random.Random) -> str:
    """Return what YAML gives a meaning to, in any order."""
    start = chance.choice(
        ["", "a: ", "a:\n  ", "a:\n  - ", "a: |\n  ", "a: >-\n  ", "a: [", "a: {b: ", 'a: "']
    )
    pieces = [
        chance.choice([*PIECES, "a", "b", "k: ", "\n", "\nl: "]) for _ in range(chance.randrange(1, 10))
    ]
    return start + "".join(pieces) + chance.choice(["\n", "\n", "", "]\n", "}\n", '"\n'])
