"""The commands of the command line, a module each: add_parser(verbs) and run(args) -> exit code."""
