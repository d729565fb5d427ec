"""Plots as SVG that a page of HTML holds: read by eye, by ear and as a table, in light and in dark.

`canvas` alone knows the library that draws; each kind of plot is a file beside it.
"""
