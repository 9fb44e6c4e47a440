"""``python3 -m waypost`` is the command ``waypost``."""

from waypost.cli import command

# Worker processes import this file again, and must not start a command.
if __name__ == "__main__":
    command()
