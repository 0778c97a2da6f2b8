"""Preview, Save PDF and Print for every sheet of paper."""
