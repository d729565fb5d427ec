"""The judgment helper: criteria as plain data that a browser judges from, and the form around it."""
