"""How compiled templates run: to the same text as in plain Jinja, in half the time.

Every page shows some hundred values and calls some fifty macros. Jinja takes each
value through a Markup object, and each call through three functions that can bind
any kind of argument. What is common goes a shorter way here; all else is left to Jinja.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, MutableMapping
from types import CodeType
from typing import Any

from jinja2 import Environment, Template
from jinja2.runtime import Context, Macro
from markupsafe import Markup, escape


def text(value: object) -> str:
    """Give what stands on the page for a value: the text of ``escape(value)``.

    What a template shows is only ever joined, so that a plain string will do.
    """
    kind = type(value)
    if kind is str:
        # Cheaper than to ask the library, as most values have nothing to escape.
        if "&" in value or "<" in value or ">" in value or '"' in value or "'" in value:  # type: ignore[operator]
            return escape(value)
        return value  # type: ignore[return-value]
    if kind is Markup:
        return value  # type: ignore[return-value]
    if kind is int:
        return str(value)
    return escape(value)


class PageMacro(Macro):
    """A macro that knows whether a call by position alone needs no more than its function.

    ``plain`` is that function, or None; ``takes`` is how many arguments it has.
    """

    def __init__(
        self,
        environment: Environment,
        function: Callable[..., str],
        name: str,
        arguments: list[str],
        catch_kwargs: bool,
        catch_varargs: bool,
        caller: bool,
        default_autoescape: bool | None = None,
    ) -> None:
        super().__init__(
            environment,
            function,
            name,
            arguments,
            catch_kwargs,
            catch_varargs,
            caller,
            default_autoescape,
        )
        self.takes = len(arguments)
        self.plain = None if catch_kwargs or catch_varargs or caller else function


class PageContext(Context):
    """Calls macros directly where they get what they take."""

    def __init__(
        self,
        environment: Environment,
        parent: dict[str, Any],
        name: str | None,
        blocks: dict[str, Callable[[Context], Iterator[str]]],
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - as Jinja calls it
    ) -> None:
        # All templates share the environment's globals. Told so, Jinja need not
        # compare them at each import to see whether it can use a module again.
        del globals
        super().__init__(environment, parent, name, blocks)

    def call(
        self,
        called: Callable[..., Any],
        /,
        *args: Any,
        _loop_vars: dict[str, Any] | None = None,
        _block_vars: dict[str, Any] | None = None,
        **named: Any,
    ) -> Any:
        """Call a macro or any other callable of a template."""
        if type(called) is PageMacro and len(args) == called.takes and called.plain and not named:
            made = called.plain(*args)
            # Markup() itself would ask first whether a string is HTML already.
            return str.__new__(Markup, made) if self.eval_ctx.autoescape else made
        return super().call(called, *args, _loop_vars=_loop_vars, _block_vars=_block_vars, **named)


class PageTemplate(Template):
    """A compiled template that shows values, and defines macros, by this module's means."""

    @classmethod
    def from_code(
        cls,
        environment: Environment,
        code: CodeType,
        globals: MutableMapping[str, Any],  # noqa: A002 - as Jinja calls it
        uptodate: Callable[[], bool] | None = None,
    ) -> Template:
        """Make a template of code that Jinja has compiled."""
        made = super().from_code(environment, code, globals, uptodate)
        made.root_render_func.__globals__.update(escape=text, Macro=PageMacro)
        return made


class PageEnvironment(Environment):
    """An environment of such templates; reads each of them once."""

    template_class = PageTemplate
    context_class = PageContext

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._read: dict[str | Template, Template] = {}

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - as Jinja calls it
    ) -> Template:
        """Give a template by its name."""
        # Every page asks for each of its imports again, and Jinja's own cache,
        # made for threads and changing files, takes longer than many a macro.
        if globals:
            return super().get_template(name, parent, globals)
        if name not in self._read:
            self._read[name] = super().get_template(name, parent)
        return self._read[name]
