"""The commands of `shequn`: every file here is one, under the name of the file; those beginning with _ are shared.

A command says what it does (`SAYS`), how it is called (`USAGE`) and shows it (`EXAMPLES`), declares its options in
`arguments(parser)`, and does it in `main(options, words) -> int`, `words` being what follows that is no option. It
imports what is heavy inside `main` only, so that `--help` is quick.
"""
