"""What functions of their own images start with."""


def serve_function(*handlers, **options):
    """The worker serves the handler already: there is nothing to start."""
