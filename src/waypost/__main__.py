"""``python3 -m waypost`` is the command ``waypost``."""

from waypost.cli import main

# Worker processes import this file again, and must not start a command.
if __name__ == "__main__":
    main()
