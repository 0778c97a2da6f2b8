"""What a verb changed, as topics; screens that show one of them read again."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Changes:
    """A set of topics; joined with `|`."""

    topics: frozenset[str] = frozenset()

    @classmethod
    def of(cls, *topics: str) -> Changes:
        """Changes with these topics."""
        return cls(frozenset(topics))

    def __or__(self, other: Changes) -> Changes:
        return Changes(self.topics | other.topics)

    def __contains__(self, topic: str) -> bool:
        return topic in self.topics

    def __bool__(self) -> bool:
        return bool(self.topics)
