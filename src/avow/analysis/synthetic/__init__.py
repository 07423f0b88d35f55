"""An invented city and its force, for the demo, the tests and training. No real person or place.

Everything follows from a seed and the dates it is given.
"""

from avow.analysis.synthetic.build import DEFAULT_SEED, city, write_city
from avow.analysis.synthetic.places import City, Ward
from avow.analysis.synthetic.publisher import write_facts
from avow.analysis.synthetic.truths import TRUTHS

__all__ = ["DEFAULT_SEED", "TRUTHS", "City", "Ward", "city", "write_city", "write_facts"]
