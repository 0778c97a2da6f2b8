"""The page of a scene: who speaks, what happens, what one can do, and how the meters move."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from milclicks.core.texts import N_
from milclicks.lessons.views import SceneView
from milclicks.ui.artefacts import artefact_view
from milclicks.ui.avatars import AvatarView, known
from milclicks.ui.items.rows import OptionRow
from milclicks.ui.pictures import PictureView, image_of
from milclicks.ui.player.meters import MeterBar
from milclicks.ui.player.page import Page
from milclicks.ui.player.read import entries
from milclicks.ui.player.split import fill
from milclicks.ui.widgets.cards import Card, IconPicture
from milclicks.ui.widgets.text import Eyebrow

DO = N_("What do you do?")
HINT = N_("Keys 1–{n} choose · each choice leads on and moves the meters")
HINT_END = N_("The story has ended · Enter goes on")
WAY = N_("Your way")
ENDINGS = {
    "good": ("check", N_("A good ending")),
    "mixed": ("certainty", N_("A mixed ending")),
    "bad": ("warning", N_("A hard ending")),
}


class ScenePage(Page):
    """One node at a time; every choice makes the page anew."""

    def build(self) -> None:
        scene = self.view.scene
        assert scene is not None
        self.rows: list[OptionRow] = []
        main: list[QWidget] = [self.heading()]
        if not scene.path and scene.scene.intro:
            main.append(self.words(scene.scene.intro))
        if scene.reply:
            main.append(self._reply(scene.reply))
        main.append(self._speech(scene))
        main.extend(self._ending(scene) if scene.ended else self._choices(scene))
        self.split.with_aside()
        aside: list[QWidget] = [self.eyebrow(), *self._stage(scene), self._meters(scene)]
        fill(self.split.aside, *aside)
        fill(self.split.main, *main)

    def _stage(self, scene: SceneView) -> list[QWidget]:
        node = scene.node
        found: list[QWidget] = []
        picture = node.picture or self._last_picture(scene) or self.cover
        if node.artefact is not None:
            found.append(artefact_view(node.artefact, self.texts, self.media))
        elif picture:
            image = image_of(self.media, picture)
            found.append(PictureView(image, self.media.alt(picture), most=self.theme.px(300)))
        return found

    def _last_picture(self, scene: SceneView) -> str:
        seen = [part.node.picture for part in scene.path if part.node.picture]
        start = scene.scene.node(scene.scene.start).picture
        return seen[-1] if seen else start

    def _meters(self, scene: SceneView) -> QWidget:
        card = Card()
        for meter in scene.meters:
            card.add(MeterBar(self.texts, meter))
        return card

    def _reply(self, text: str) -> QWidget:
        card = Card(tone="soft", frame="line", pad=self.theme.space(3))
        card.add(self.words(text))
        return card

    def _speech(self, scene: SceneView) -> QWidget:
        node = scene.node
        card = Card(frame="ink", width=self.theme.stroke(), row=True)
        if known(node.speaker):
            face = AvatarView(node.speaker, "", size=64)
            card.column.addWidget(face, 0, Qt.AlignmentFlag.AlignTop)
        card.add(self.words(node.text, size=19), 1)
        return card

    def _choices(self, scene: SceneView) -> list[QWidget]:
        self.hint = self.say(HINT, n=len(scene.choices))
        found: list[QWidget] = [self.words(self.say(DO), strong=True)]
        for number, turn in enumerate(scene.choices, start=1):
            row = OptionRow(turn.id, turn.label, self.texts.number(number))
            row.setObjectName(f"turn-{turn.id}")
            row.show_as("idle", locked=scene.locked)
            row.clicked.connect(lambda _=False, key=turn.id: self.do("branch", key))
            self.rows.append(row)
            found.append(row)
        return found

    def _ending(self, scene: SceneView) -> list[QWidget]:
        self.hint = self.say(HINT_END)
        icon, words = ENDINGS[scene.node.ending]
        card = Card(tone="sun_soft", frame="sun", row=True)
        card.column.addWidget(IconPicture(icon, size=36), 0, Qt.AlignmentFlag.AlignTop)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Eyebrow(self.say(words), "ink"))
        column.addWidget(self.words(scene.node.ending_text, size=18))
        card.add(holder, 1)
        way = Card()
        way.add(Eyebrow(self.say(WAY)))
        way.add(entries(self, [part.turn.label for part in scene.path], numbered=True))
        return [card, way]

    def pick(self, number: int) -> None:
        scene = self.view.scene
        if scene is not None and not scene.locked and number <= len(scene.choices):
            self.do("branch", scene.choices[number - 1].id)

    def first_control(self) -> QWidget | None:
        return self.rows[0] if self.rows else None
