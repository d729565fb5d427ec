"""The command line: one file a command. Commands parse, call a use case, render and exit."""
