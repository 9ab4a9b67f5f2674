"""Rules of self-organisation. Each file has `talks(p)`, `cocreation(p)`, `liveliness(p)`, and
`organise(economy, day)`."""
