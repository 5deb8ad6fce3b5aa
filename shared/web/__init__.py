"""What every page stands on: application factory, guards, errors, security, health, and the shell."""
