"""A stand-in for the public SDK of Python functions, with its names and without its server. It is used only where the package rafay-workflow-sdk is not installed."""
from . import const, errors, events, sdk, state_client
from .const import *
from .errors import *
from .serving import serve_function
from .events import EventDetails, EventType
from .state_client import StateClient, StateClientBuilder, StateScope
