"""A change as a forge's CI sees it: told in one job, checked and written down in another."""
