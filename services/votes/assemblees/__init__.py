"""An assembly from its convocation to what remains to be done after it, with its agenda and its dates."""
