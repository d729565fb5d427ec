"""The judgment helper: a reader sets facts and sees what the rules say of them, in the browser."""

from goldline.website.helper.section import SCRIPTS, helper_section

__all__ = ["SCRIPTS", "helper_section"]
