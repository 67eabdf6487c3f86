"""What the repairs door adds to the sample city, a module each; the order of the imports is the order of building."""

from repairs.sample import crews as crews
