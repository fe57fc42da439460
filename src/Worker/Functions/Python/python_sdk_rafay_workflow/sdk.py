"""What handlers import as `from python_sdk_rafay_workflow import sdk`."""
from .const import *
from .errors import *
from .serving import serve_function
from .events import EventDetails, EventType
from .state_client import StateClient, StateClientBuilder, StateScope
