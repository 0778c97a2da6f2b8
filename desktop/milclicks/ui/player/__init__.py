"""The lesson as one person sees it: one moment of a run at a time, every answer saved first."""
