"""The states at the edges of the pages of packs: large text, contrast, long names, many packs.

`gallery_packs` pictures them with all others.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QLineEdit

from milclicks.ui import gallery_words as made_up
from milclicks.ui.gallery_ground import Ground, Scene, plug, settle
from milclicks.ui.gallery_words import Words, told
from milclicks.ui.shell import Shell

MANY = 10
"""Packs on each of two sticks."""


def _in(shell: Shell, words: Words) -> str:
    return told(shell.context.texts.locale, words)


def _look(route: str, shell: Shell, ground: Ground, **look: object) -> None:
    """A page in another look, as somebody chose it in the settings."""
    workspace = shell.workspace
    workspace.store_settings(replace(workspace.settings, **look))  # type: ignore[arg-type]
    shell.rebuild()
    shell.go(route)


def _long_title(shell: Shell, ground: Ground) -> None:
    """The pack of a teacher who says everything in its title."""
    file, maker = ground.by_teacher(_in(shell, made_up.MAKERS), "long", made_up.LONG)
    workspace = shell.workspace
    workspace.library.trust.pins.add(maker)
    workspace.library.install(file)
    shell.bus.tell(workspace.packs_changed())
    shell.go("packs")


def _many(shell: Shell, ground: Ground) -> None:
    """Two sticks with ten packs of a teacher on each."""
    maker = _in(shell, made_up.MAKERS)
    made = [ground.by_teacher(maker, f"river{n}", bare=True)[0] for n in range(2 * MANY)]
    names = (made_up.STICK, made_up.OTHER)
    plug(
        shell,
        *(
            ground.stick(_in(shell, name), *made[n * MANY : (n + 1) * MANY], kept=f"many{n}")
            for n, name in enumerate(names)
        ),
    )
    shell.go("stick")


def _naming(shell: Shell, ground: Ground) -> None:
    """Somebody types the name of the place."""
    shell.go("settings", place="")
    settle()
    field = shell.findChild(QLineEdit, "set-place")
    assert field is not None
    field.setFocus()


def _signing(shell: Shell, ground: Ground) -> None:
    shell.go("packs_sign")


EDGES: dict[str, Scene] = {
    "large": Scene(partial(_look, "packs", text_size=200)),
    "large-settings": Scene(partial(_look, "settings", text_size=200)),
    "contrast": Scene(partial(_look, "packs", high_contrast=True), site="later"),
    "long-title": Scene(_long_title),
    "many-sticks": Scene(_many),
    "naming": Scene(_naming, see="set-place"),
    "sign": Scene(_signing),
}
