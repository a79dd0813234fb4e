"""A cache that is down knows nothing and keeps nothing: the site goes on without it, and is slower."""

import logging
import time
from collections.abc import Iterable
from typing import Any

from django.core.cache.backends.base import BaseCache
from django.utils.module_loading import import_string

PAUSE = 5  # seconds in which a cache that failed is not asked: it may take long to fail

logger = logging.getLogger(__name__)


class ForgivingCache(BaseCache):
    """The backend that `OF` names in CACHES, without its failures. The first one is logged, and that it is back."""

    def __init__(self, location: str, params: dict[str, Any]):
        self.inner = import_string(params.pop("OF"))(location, params)
        super().__init__(params)
        self.is_down = False
        self.asked_again_at = 0.0

    def ask(self, otherwise: Any, method: str, *args: Any, **kwargs: Any) -> Any:
        """What the backend answers, or `otherwise`."""
        if time.monotonic() < self.asked_again_at:
            return otherwise
        try:
            answer = getattr(self.inner, method)(*args, **kwargs)
        except Exception as error:  # every backend has its own
            if not self.is_down:
                logger.error("De cache doet het niet, de site gaat zonder verder: %r", error)
            self.is_down = True
            self.asked_again_at = time.monotonic() + PAUSE
            return otherwise
        if self.is_down:
            logger.warning("De cache doet het weer.")
            self.is_down = False
        return answer

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        return self.ask(default, "get", key, default, version=version)

    def get_many(self, keys: Iterable[str], version: int | None = None) -> dict[str, Any]:
        return self.ask({}, "get_many", keys, version=version)

    def add(self, key: str, value: Any, *args: Any, **kwargs: Any) -> bool:
        """True when it is down: who wants to be the first, as allauth does when somebody logs in, would wait in vain."""
        return self.ask(True, "add", key, value, *args, **kwargs)

    def set(self, key: str, value: Any, *args: Any, **kwargs: Any) -> None:
        self.ask(None, "set", key, value, *args, **kwargs)

    def touch(self, key: str, *args: Any, **kwargs: Any) -> bool:
        return self.ask(False, "touch", key, *args, **kwargs)

    def delete(self, key: str, version: int | None = None) -> bool:
        return self.ask(False, "delete", key, version=version)

    def clear(self) -> None:
        self.ask(None, "clear")

    def close(self, **kwargs: Any) -> None:
        self.inner.close(**kwargs)
