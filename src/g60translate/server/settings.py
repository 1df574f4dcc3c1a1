"""What a server is told when it starts."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Final

from g60translate.checks.severities import Severities
from g60translate.errors import InputError

DEFAULT_PORT: Final = 8060
MAX_UPLOAD: Final = 50 * 1024 * 1024
# A token is sent with every request over and over; a short one is guessed.
LEAST_TOKEN: Final = 16


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is taken at a time; what is more is refused.

    `upload` are bytes of one file; `body` bytes of any other request; `texts` and `characters`
    those of one request; `waiting_texts` those of all clients that wait for the engine;
    `waiting_jobs` those of one client. `rate` are requests of one client a minute, 0 for no limit.
    """

    upload: int = MAX_UPLOAD
    body: int = 4 * 1024 * 1024
    texts: int = 1000
    characters: int = 500_000
    waiting_texts: int = 50_000
    waiting_jobs: int = 50
    rate: int = 0


@dataclass(frozen=True, slots=True)
class Settings:
    """What a server is told; a `glossary` of None is the shipped one unless `no_glossary`.

    `tokens` are secrets of clients, each an owner of its own; without any, whoever reaches the
    port is the one owner. `names` are host names that it answers to besides its own address.
    `data` is the folder of jobs and glossaries. `engine` names what decodes, `threads` of it None
    for its own choice.
    """

    data: Path
    host: str = "127.0.0.1"
    port: int = DEFAULT_PORT
    tokens: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    limits: Limits = field(default_factory=Limits)
    glossary: Path | None = None
    no_glossary: bool = False
    memory: Path | None = None
    no_memory: bool = False
    model: str | None = None
    engine: str = "ctranslate2"
    device: str = "cpu"
    compute_type: str | None = None
    threads: int | None = None
    beam: int = 4
    flag_below: float = 0.5
    severities: Severities = field(default_factory=lambda: MappingProxyType({}))

    def __post_init__(self) -> None:
        for token in self.tokens:
            if len(token) < LEAST_TOKEN or not token.isascii() or not token.isprintable():
                raise InputError(
                    f"A token needs at least {LEAST_TOKEN} plain characters. Make one with: "
                    "python -c 'import secrets; print(secrets.token_urlsafe())'"
                )
            if any(sign.isspace() for sign in token):
                raise InputError("A token has no white space. Take it away.")
        if not self.loopback and not self.tokens:
            raise InputError(
                f"On {self.host} others can reach the server, so it needs a token: --token TOKEN, "
                "or G60_TOKEN in the environment. Without one it only listens on 127.0.0.1."
            )

    @property
    def loopback(self) -> bool:
        """Whether only this machine reaches the server."""
        return is_loopback(self.host)


def is_loopback(host: str) -> bool:
    """Whether a host name or an address is this machine's own."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
