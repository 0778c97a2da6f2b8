"""Every control that the tour uses, part by part: tests disable each one."""

from __future__ import annotations

_USED = {
    "first run": """
        tile-en use-class place-name start
    """,
    "joining": """
        who join nickname join-now
    """,
    "the lesson": """
        go-on next option-a level-fairly slot-g1
        piece-g1a check done
    """,
    "a path": """
        nav-learn open-paths path-short path-print save-pdf
        fileNameEdit preview-back path-start leave
    """,
    "a web to read": """
        nav-learn lesson-sideways web-begin web-about web-judge leave
    """,
    "a peer step": """
        nav-learn open-peer step-helper count-e2 words-e3
        tick-t1 tick-t2 peer-keep peer-back
    """,
    "looking around": """
        nav-learn search hit-0 nav-today open-daily
        daily-open daily-done nav-glossary open-help help-pact
    """,
    "the pact": """
        nav-pact choose-two choose-p1 choose-p3 pact-next
        plan-p1-a plan-p3-b save-pdf fileNameEdit preview-back
        nav-today
    """,
    "the group pact": """
        nav-pact group-class version-family group-print save-pdf
        fileNameEdit preview-back nav-today
    """,
    "the Space": """
        nav-space declare yes-1 yes-2 yes-3
        yes-4 no-5 yes-6 yes-7 yes-8
        yes-9 yes-10 yes-11 yes-12 space-next
        space-name space-keeper kind-library save-pdf fileNameEdit
        start-display hold-to-leave-0
    """,
    "the teacher's page": """
        nav-teach pin-4 pin-8 pin-2 pin-6
        pin-done pin-copied nav-learners nav-prints print-blank
        save-pdf fileNameEdit print-children nav-packs nav-worrying
        helpline helpline-save teach-rumour minutes-20 print-lesson
        preview-back start-lesson next leave lock
    """,
    "the test": """
        nav-teach pin-4 pin-8 pin-2 pin-6
        pin-done open-pretest paper-a save-pdf fileNameEdit
        preview-back guest-number guest-start test-next answer-sound
        level-fairly test-leave guest
    """,
    "the settings": """
        open-settings set-text_size-150 set-high_contrast set-text_size-100 notice-action
        set-locale-fr set-locale-en open-about
    """,
}
CONTROLS = tuple((leg, name) for leg, names in _USED.items() for name in names.split())
