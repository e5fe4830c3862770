"""Who is acting: a person, in one role, perhaps for another (28 CFR 1.9)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from clemency.docket.states import Role

if TYPE_CHECKING:
    from clemency.docket.accounts.models import User


@dataclass(frozen=True, slots=True)
class Actor:
    """Every act takes one. `user` is None for a person without an account who files on paper or by the open form."""

    user: User | None
    role: Role
    acting_for: User | None = None

    @property
    def name(self) -> str:
        return self.user.get_username() if self.user else "(no account)"

    @property
    def role_words(self) -> str:
        return self.role.value.replace("_", " ")

    @property
    def acting_for_name(self) -> str:
        return self.acting_for.get_username() if self.acting_for else ""
