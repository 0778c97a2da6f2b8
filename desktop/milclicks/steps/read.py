"""Read: blocks of text, pictures and the key idea."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from milclicks.core.errors import N_, Problem
from milclicks.items.artefact import Note
from milclicks.items.artefact_read import read_notes
from milclicks.items.reader import Reader, flaw
from milclicks.steps.base import Step, StepType, read_step_head

BLOCKS: Final = ("para", "heading", "list", "quote", "picture", "key")


@dataclass(frozen=True, slots=True)
class Block:
    """One block: `text` or `entries` or a `picture`, according to its type."""

    id: str
    type: str
    text: str = ""
    entries: tuple[Note, ...] = ()
    picture: str = ""
    caption: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Read(Step):
    """A step of blocks."""

    blocks: tuple[Block, ...]

    def pictures(self) -> tuple[str, ...]:
        return tuple(block.picture for block in self.blocks if block.picture)


def _block(row: Reader) -> Block:
    kind = row.word("type", BLOCKS)
    listed = kind in ("list", "key")
    block = Block(
        id=row.name(),
        type=kind,
        text=row.text("text") if kind in ("para", "heading", "quote") else "",
        entries=read_notes(row, "entries") if listed else (),
        picture=row.name("picture") if kind == "picture" else "",
        caption=row.text_or("caption") if kind in ("picture", "quote") else "",
    )
    row.close()
    return block


class ReadType(StepType[Read]):
    """Reading."""

    kind = "read"

    def read(self, source: Reader) -> Read:
        step = Read(
            **read_step_head(source, self.kind),
            blocks=tuple(_block(row) for row in source.rows("blocks")),
        )
        source.close()
        return step

    def problems(self, step: Read) -> list[Problem]:
        return [
            flaw(
                "read.key_lines",
                f"{step.id}/{block.id}",
                N_("The key idea must have two lines."),
                N_("Write it as two short lines that can stand on the board."),
            )
            for block in step.blocks
            if block.type == "key" and len(block.entries) != 2
        ]
