"""How starting the embedded database can fail.

One class: whoever starts the program can only read the message and do what it says. A new
failure is a new message, which names the cause, the folder and the way out.
"""


class DatabaseStartError(Exception):
    """The embedded database could not be started; the message says why and what to do."""
