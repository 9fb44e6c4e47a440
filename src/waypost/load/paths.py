"""Reading paths: an editor's ordered list of posts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from waypost.load.editorial import Editor, open_manuscript
from waypost.load.includes import NOTHING, Beside
from waypost.load.nodes import Mapping, Node, describe
from waypost.load.schema import Fields
from waypost.model.diagnostic import Checked, Place, error
from waypost.model.digest import digest_of
from waypost.model.hub import PathDefinition, Step
from waypost.model.site import ParseSettings

_ADD_STEPS = "list the slugs of posts under 'steps'"


def load_path(
    source: str,
    data: bytes,
    settings: ParseSettings,
    syntax: tuple[Callable[..., Any], ...] = (),
    beside: Beside = NOTHING,
) -> Checked[PathDefinition | None]:
    """Load a reading path from its file, whose name is the path's slug.

    ``beside`` has the files that it names: see ``includes.py``. Gives None, and an
    error, where the file can't be read as one.
    """
    editor = Editor(settings, syntax, beside, [])
    opened = open_manuscript(source, data, "a path", editor)
    if opened is None:
        return Checked(None, tuple(editor.findings))
    fields = opened.fields
    title = fields.required("title", "add a line 'title: …'", opened.opening)
    description = fields.line("description")
    steps = _steps(fields, editor)
    draft = fields.draft()
    fields.close()
    if not title or not opened.slug:
        return Checked(None, tuple(editor.findings))
    path = PathDefinition(
        source=source,
        digest=digest_of(data),
        slug=opened.slug,
        place=Place(source),
        title=title,
        description=description,
        steps=steps,
        introduction=opened.introduction,
        draft=draft,
    )
    return Checked(path, tuple(editor.findings))


def _steps(fields: Fields, editor: Editor) -> tuple[Step, ...]:
    steps, stages = fields.items("steps"), fields.items("stages")
    if steps is not None and stages is not None:
        fields.fail(
            "steps-and-stages",
            "a path has either 'steps' or 'stages', but this one has both",
            fields.key_of("stages", fields.place),
            "move all steps into the stages, or name a step's 'stage' beside its 'post'",
        )
    read = [step for node in steps or () for step in _step(node, "", editor)]
    read += [step for node in stages or () for step in _stage(node, editor)]
    if not steps and not stages:
        fields.fail(
            "no-steps", "a path needs steps, but this one has none", fields.place, _ADD_STEPS
        )
    return tuple(read)


def _stage(node: Node, editor: Editor) -> list[Step]:
    if not isinstance(node, Mapping):
        message = f"a stage has a title and steps, but this is {describe(node)}"
        fix = "write 'title:' and 'steps:'"
        editor.findings.append(error("wrong-type", message, node.place, fix))
        return []
    fields = Fields(node, editor.findings, "a stage")
    title = fields.required("title", "write 'title:' and the stage's heading")
    nodes = fields.items("steps")
    steps = [
        step for item in nodes or () for step in _step(item, title.value if title else "", editor)
    ]
    if not nodes:
        fields.fail(
            "no-steps", "a stage needs steps, but this one has none", node.place, _ADD_STEPS
        )
    fields.close()
    return steps


def _step(node: Node, stage: str, editor: Editor) -> list[Step]:
    if not isinstance(node, Mapping):
        citation = editor.citation(node)
        return [Step(citation, stage)] if citation else []
    fields = Fields(node, editor.findings, "a step")
    citation = editor.citation_of(fields)
    own = None if stage else fields.text("stage")
    fields.close()
    return [Step(citation, own.value if own else stage)] if citation else []
