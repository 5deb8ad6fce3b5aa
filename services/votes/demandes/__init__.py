"""Ask: what we want on an agenda (décret art. 10), from the draft to the day it appears there."""
