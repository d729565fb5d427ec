"""`goldline escalate`: the shortest way to open an escalation."""

from __future__ import annotations

import click

from goldline.cli.new_escalation import escalation

command = click.Command(
    "escalate",
    params=escalation.params,
    callback=escalation.callback,
    help="""Open an escalation: about a gold item or a case from production, what do the rules leave open?

    What options leave out is asked for. Its id is random, so that two people never make the same one.

    \b
    Examples:
      goldline escalate
      goldline escalate --item cap-0007 --criterion correctness --rule COR-4 --by a17 \\
        --question 'Is a brand that one knows from the colour of the cup supported?'
      goldline escalate --case 'Task 4711' --criterion correctness --by a17 --question '…'

    `goldline escalations` lists, answers and counts them.
    """,
)
