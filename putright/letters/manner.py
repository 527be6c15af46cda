"""How a person has asked to be written to, and what an officer must confirm before doing otherwise."""

from collections.abc import Iterator
from dataclasses import dataclass

CHANNELS = {"email": "email", "post": "post"}
"""The ways something goes out, as a sentence names them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """What was agreed with a person. `channels` are those they chose, the one they like best first."""

    channels: tuple[str, ...] = ()
    large_print: bool = False
    plain_text: bool = False
    phone_first: bool = False
    email_only: bool = False
    no_email: bool = False

    @property
    def best(self) -> str | None:
        """The channel to begin with; None when there is no way to reach them that they agreed to."""
        return next((channel for channel in self.channels if self.allows(channel)), None)

    @property
    def agreed(self) -> str:
        """What was agreed, in a few words; empty when nothing was."""
        said = [words for words, holds in self._in_words() if holds]
        return ", ".join(said)

    def objections(
        self, *, channel: str, large: bool = False, plain: bool = False, rung: bool = False
    ) -> tuple[str, ...]:
        """What must be confirmed before sending by this channel in this form; empty when it is as agreed.

        `large` says that the letter, or the file that goes with the email, is in large print; `rung` that the person
        has been rung about it.
        """
        sending = _in_hand(channel, large, plain)
        return tuple(
            f"Agreed: {what}; you are about to send {sending}." for what in self._broken(channel, large, plain, rung)
        )

    def _broken(self, channel: str, large: bool, plain: bool, rung: bool) -> Iterator[str]:
        if not self.allows(channel) or (self.large_print and not large):
            yield self._how()
        if self.plain_text and channel == "email" and not plain:
            yield "email in plain text"
        if self.phone_first and not rung:
            yield "ring first"

    def allows(self, channel: str) -> bool:
        """Whether the person agreed to be written to this way."""
        if (self.no_email and channel == "email") or (self.email_only and channel != "email"):
            return False
        return not self.channels or channel in self.channels or (self.email_only and channel == "email")

    def _how(self) -> str:
        size = "large print " if self.large_print else ""
        if self.email_only:
            return f"{size}by email only"
        by = self.best or ("post" if self.no_email else "")
        return f"{size}by {CHANNELS.get(by, by)}".strip() if by else size.strip()

    def _in_words(self) -> tuple[tuple[str, bool], ...]:
        return (
            ("large print", self.large_print),
            ("plain text", self.plain_text),
            ("ring first", self.phone_first),
            ("email only", self.email_only),
            ("no email", self.no_email),
        )


def _in_hand(channel: str, large: bool, plain: bool) -> str:
    if channel == "post":
        return "a letter in large print by post" if large else "an ordinary letter by post"
    if large:
        return "an email with large print attached"
    return "an email in plain text" if plain else "an ordinary email"
