"""From values to bytes on disk: YAML in goldline's style, edits that touch nothing else, safe writing."""
