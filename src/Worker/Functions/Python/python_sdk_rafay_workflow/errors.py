"""How a handler says that it is to be called again, or how it failed."""
ERROR_CODE_EXECUTE_AGAIN = 1
ERROR_CODE_FAILED = 2
ERROR_CODE_TRANSIENT = 3


class FunctionException(Exception):
    """Any of them."""

    def __init__(self, message, error_code=ERROR_CODE_FAILED):
        super().__init__(message)
        self.message = message
        self.error_code = error_code


class ExecuteAgainException(FunctionException):
    """No failure: call again later, with these values as request["previous"]."""

    def __init__(self, message, **kwargs):
        super().__init__("function: execute again: %s" % (message,), ERROR_CODE_EXECUTE_AGAIN)
        self.data = kwargs


class FailedException(FunctionException):
    """Failed for good."""

    def __init__(self, message):
        super().__init__("function: failed: %s" % (message,), ERROR_CODE_FAILED)


class TransientException(FunctionException):
    """May work when it is tried again."""

    def __init__(self, message):
        super().__init__("function: transient error: %s" % (message,), ERROR_CODE_TRANSIENT)
