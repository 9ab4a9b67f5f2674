"""Ways of earning money: a file declares its parameters and a `Channel` that makes offers and settles orders."""
