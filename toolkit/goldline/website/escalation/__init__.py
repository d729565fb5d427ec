"""Questions that leave the site: forms for each place where a repository takes them."""

from __future__ import annotations

from goldline.website.escalation.asking import asked_of, forms_for
from goldline.website.escalation.targets import Asked, Form, form_action, forms

SCRIPT = "escalate.js"
"""What a page with such a form loads."""

__all__ = ["SCRIPT", "Asked", "Form", "asked_of", "form_action", "forms", "forms_for"]
