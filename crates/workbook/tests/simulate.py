"""Simulates files in XMILE with PySD, for tests/simulated.rs.

Each argument names a file. Beside it, with the ending .runs, lie settings: one run a line, NAME=VALUE between spaces. For
each run a table is written, with the ending .N.csv: months down, variables across, as many digits as a number has. With the ending
.columns lie the names of the variables that are asked for.
"""

import pathlib
import sys
import warnings

import black
import numpy
import pysd
from pysd.py_backend.model import Macro


def leave_as_it_is(text, **_):
    """The program that PySD writes need not be laid out for readers, which takes longer than all runs."""
    return text


# Which values are computed once a month, PySD finds out by counting readers, in time that grows with the square of the variables.
Macro._count_calls = lambda self, element: 2
black.format_file_contents = leave_as_it_is

# Formulas read each other through hundreds of variables.
sys.setrecursionlimit(50_000)
# Months that the engine has no value for may overflow; they are not compared.
numpy.seterr(all="ignore")
# Points of graphical functions pass through text, which would cut them to eight decimals.
numpy.set_printoptions(floatmode="unique")
warnings.simplefilter("ignore")

for argument in sys.argv[1:]:
    path = pathlib.Path(argument)
    columns = path.with_suffix(".columns").read_text("utf-8").split()
    model = pysd.read_xmile(str(path))
    for number, line in enumerate(path.with_suffix(".runs").read_text("utf-8").splitlines()):
        # Every run sets all levers and assumptions, so that nothing of the run before is left.
        settings = {name: float(value) for name, value in (pair.split("=") for pair in line.split())}
        # All variables are asked for, as PySD does unless told: it steps delays one after another, and one that reads another through
        # a variable nobody has asked for would read the month after.
        table = model.run(params=settings, progress=False)
        with open(path.with_suffix(f".{number}.csv"), "w", encoding="utf-8") as out:
            out.write(",".join(["TIME", *columns]) + "\n")
            for month, row in zip(table.index, table[columns].to_numpy(dtype=float)):
                out.write(",".join([repr(float(month)), *(repr(float(value)) for value in row)]) + "\n")
