"""The three services, and at this root only what composes all three: command line, suite, migrations."""
