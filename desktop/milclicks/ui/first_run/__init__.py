"""The first start: language, place, begin."""
