"""Start over, help, stop, and changing an answer."""

from collections.abc import Callable, Mapping

from dialogue.context import Context, Section


def help_(context: Context) -> Section:
    """What Quiver can do and the words that steer it."""
    return Section((context.say("control_help"),), kinds=("control",))


def restart(context: Context) -> Section:
    """A fresh beginning."""
    return Section((context.say("control_restart"),), kinds=("control",), asks=True)


def stop(context: Context) -> Section:
    """No more questions until the person comes back to it."""
    return Section((context.say("control_stop"),), kinds=("control",), asks=True)


def go_back(context: Context) -> Section:
    """The last question once more."""
    return Section((context.say("go_back"),), kinds=("control",))


def change_answer(context: Context) -> Section:
    """Which answers can be changed: the question with its buttons follows, or there is nothing to change yet."""
    texts = () if context.case.record.statements else (context.say("nothing_to_change"),)
    return Section(texts, kinds=("control",))


SKILLS: Mapping[str, Callable[[Context], Section]] = {
    "help": help_,
    "start_over": restart,
    "stop": stop,
    "go_back": go_back,
    "change_answer": change_answer,
}
