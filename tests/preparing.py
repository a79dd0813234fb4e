"""What a whole run of the suite stands on, made before it: `python -m tests.preparing` in the environment of its tests."""

from tests import databases, environment  # noqa: F401
from tests.browser.site import loaded_demo


def main() -> None:
    databases.planted()
    if databases.SERVER:  # where Chromium's tests run
        loaded_demo()


if __name__ == "__main__":
    main()
