"""The engine under the state diagrams: arrows in one dict, illegal moves refused."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from skillsbank.domain.errors import IllegalMove

S = TypeVar("S", bound=StrEnum)
A = TypeVar("A", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Move(Generic[S]):
    """One action's arrows: the states it leaves and the one it reaches; `to` None: the previous one."""

    sources: frozenset[S]
    to: S | None


def move(*sources: S, to: S | None) -> Move[S]:
    """Return the arrows from `sources` to `to`."""
    return Move(frozenset(sources), to)


class Lifecycle(Generic[S, A]):
    """A state diagram: `states` says the states, `arrows` each action's move."""

    def __init__(self, states: type[S], arrows: Mapping[A, Move[S]]) -> None:
        self.states = states
        self.arrows = arrows

    def after(self, state: S, action: A, previous: S | None = None) -> S:
        """Return the state that `action` leads to from `state`; raises IllegalMove when there is no arrow.

        `previous` is the state before a suspension: actions that resume go back to it.
        """
        arrow = self.arrows.get(action)
        if arrow is None or state not in arrow.sources:
            raise IllegalMove("illegal_move", state=state, action=action)
        target = previous if arrow.to is None else arrow.to
        if target is None:
            raise IllegalMove("no_previous_state", state=state, action=action)
        return target

    def actions(self, state: S) -> list[A]:
        """Return the actions that may leave `state`, in the diagram's order."""
        return [action for action, arrow in self.arrows.items() if state in arrow.sources]
