"""`goldline new`: the group; a file each for items, rules, inputs and escalations, one for the rest."""

from __future__ import annotations

import click

from goldline.cli.new_escalation import escalation
from goldline.cli.new_input import input_
from goldline.cli.new_item import item
from goldline.cli.new_parts import criterion, goldset, guideline, type_
from goldline.cli.new_rule import rule


@click.group("new")
def command() -> None:
    """Write a new guideline, criterion, input, rule, type, gold set, item or escalation.

    What options leave out is asked for where a person sits at the terminal; scripts give it all.
    Ids are made from titles, or random, so that two branches never make the same one.

    \b
    Examples:
      goldline new item --goldset caption-basics
      goldline new rule --criterion correctness --after COR-2 --when worst_error=major --then 2
      goldline new type hallucination.logo --edit
    """


for _one in (guideline, criterion, input_, rule, type_, goldset, item, escalation):
    command.add_command(_one)
