"""The commands of `shequn`: each file is a command with the file's name; files that begin with _ are shared.

A command has `SAYS` (what it does), `USAGE` and `EXAMPLES`; it declares its options in `arguments(parser)` and runs in
`main(options, words) -> int`, where `words` are the arguments that are not options. Heavy imports are inside `main`, so
that `--help` is fast.
"""
