"""The strict look at a pack's source: what a good course needs beyond a pack that works."""
