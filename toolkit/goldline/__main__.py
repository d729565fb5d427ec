"""`python -m goldline`."""

from goldline.cli.main import main

main()
